"""What a curator starts from: a small base to write over, and templates to paste."""

from pathlib import Path

from cstocli.model.format import CLAIM_KEYS, ORIGIN_KEYS, RIVAL_KEYS, SOURCE_KEYS, Field, Format, Key, Kind
from cstocli.model.suggestions import choices
from cstocli.model.types import FACT
from cstocli.model.types.texts import Words

_STARTER = Path(__file__).parent / "starter.toml"
_COMMENTS_FROM = 56  # column
# Ids begin with `some-`, so that a forgotten one is reported as unknown.
_EXAMPLES = {"hedge": '"reportedly"', "language": '"en"'}
_OTHERS = {
    "source": ("sources", "One published document.", SOURCE_KEYS),
    "origin": ("origins", "Where an account first came from, known only through those who relay it.", ORIGIN_KEYS),
}

_FORMS = (
    "# Uncomment what the source says; what it leaves open stays out. An (asked) field that no claim gives is a gap.",
    '# Dates: "2031-05-09", "2031-05", "2031", with ~ or ? behind it; from A to B: "A/B", "A/..", "../B".',
    '# Counts: 30, "~30" about, ">30" more than, "<30" fewer than, "<=30" up to, "30..40".',
)


def starter() -> str:
    """The text of a small made-up base, commented for a curator who has not seen one; it has no problems."""
    return _STARTER.read_text(encoding="utf-8")


def template_names(format: Format) -> tuple[str, ...]:  # noqa: A002
    """All that `template` has a template of."""
    return (*format.kinds, *_OTHERS, *format.sorts, "rivals")


def template(name: str, format: Format) -> str:  # noqa: A002
    """TOML to paste for one new thing of that name, with every key that it may have.

    What must be given has a placeholder; what may be given is commented out, with an example.
    """
    if name == "rivals":
        return _rivals(format)
    if name in format.kinds:
        return _fact(format.kinds[name], format)
    if name in _OTHERS:
        table, meaning, keys = _OTHERS[name]
    else:
        sort = format.sorts[name]
        table, meaning, keys = sort.plural, sort.meaning, dict(sort.keys)
    lines = [_line(key, declared, required=declared.required) for key, declared in keys.items()]
    return "\n".join([f"# {name}: {meaning}", f"[{table}.some-id]", *lines, ""])


def _fact(kind: Kind, format: Format) -> str:  # noqa: A002
    lines = [f"# {kind.name}: {kind.meaning}", *_FORMS, f"[[{kind.plural}]]"]
    for key, declared in format.fact_keys(kind).items():
        if key == "shown":
            field, spec = next(iter(kind.fields.items()))
            example = f'{{ {field} = {{ value = {spec.type.example}, reason = "some words" }} }}'
            lines.append(_commented(f"# shown = {example}", declared.meaning))
        elif declared.type is FACT:
            lines.append(_commented(f'# {key} = "{kind.name}/other-id"', declared.meaning))
        elif key != "claims":
            lines.append(_line(key, declared, required=declared.required))
    lines += ["", f"[[{kind.plural}.claims]]"]
    lines += [_line(key, declared, required=declared.required) for key, declared in CLAIM_KEYS.items()]
    lines += [_line(field, _asked(spec), required=False) for field, spec in kind.fields.items()]
    return "\n".join([*lines, ""])


def _asked(field: Field) -> Key:
    return Key(field.type, field.meaning + (" (asked)" if field.question else ""))


def _rivals(format: Format) -> str:  # noqa: A002
    """Both forms of rivals: two facts, or two values of one."""
    kind = next(iter(format.kinds.values()))
    field = next((name for name, spec in kind.fields.items() if spec.question), next(iter(kind.fields)))
    examples = {"facts": f'["{kind.name}/some-id", "{kind.name}/other-id"]', "field": f'"{field}"'}
    of_facts = [
        _commented(f"{name} = {examples.get(name, key.type.example)}", key.meaning)
        for name, key in RIVAL_KEYS.items()
        if name != "values"
    ]
    above = "# rivals: Facts that exclude each other, or words of one fact that do."
    lines = [above, "[[rivals]]", *of_facts, ""]
    # Only words are told apart by how they are written.
    worded = [
        (kind.name, name)
        for kind in format.kinds.values()
        for name, spec in kind.fields.items()
        if isinstance(spec.type, Words)
    ]
    if worded:
        fact, field = worded[0]
        examples = {"facts": f'["{fact}/some-id"]', "field": f'"{field}"'}
        lines.append("# [[rivals]]")
        lines += [
            _commented(f"# {name} = {examples.get(name, key.type.example)}", key.meaning)
            for name, key in RIVAL_KEYS.items()
        ]
        lines.append("")
    return "\n".join(lines)


def _line(name: str, key: Key, *, required: bool) -> str:
    """One key with an example of its value; commented out where it may be left out."""
    example = _EXAMPLES.get(name, key.type.example)
    words = key.type.choices
    listed = "" if all(word in key.meaning for word in words) else f" One of: {choices(words)}."
    return _commented(f"{'' if required else '# '}{name} = {example}", key.meaning + listed)


def _commented(line: str, comment: str) -> str:
    return f"{line:<{_COMMENTS_FROM}}  # {comment}"
