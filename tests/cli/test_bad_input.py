"""Whatever is wrong is told on standard error, with the thing's name and the nearest right one."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cstocli.model.errors import ANSWERED, BAD_BASE, FAILED, INTERRUPTED, UNKNOWN_NAME, WRONG_USAGE
from tests.conftest import COLOURS, SMALL, Ran, Run, claim

FACTS = f"""{SMALL}
[[departures]]
id = "first-wave"
contingent = "sudland"
{claim(date='"2031-05-09"', from_place='"airport"', via='["wire"]', aircraft='[{ type = "an-2", count = 2 }]')}
"""

Kept = Callable[[str | bytes], str]


@pytest.fixture
def base(tmp_path: Path) -> Kept:
    """A fact base on disk with some text."""

    def write(content: str | bytes = FACTS) -> str:
        file = tmp_path / "facts.toml"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(file)

    return write


@pytest.fixture
def facts(base_file: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The base of this page, chosen by the environment."""
    path = base_file(FACTS)
    monkeypatch.setenv("CSTO_FACTS", path)
    return path


def told(ran: Ran, code: int) -> str:
    """What a run that went wrong with `code` said, in one line; it must have answered nothing."""
    assert (ran.code, ran.out) == (code, ""), ran
    assert ran.err.startswith("csto: ") or code == BAD_BASE, ran.err
    assert "Traceback" not in ran.err
    assert "internal error" not in ran.err
    return " ".join(ran.err.split())


class Mistake(NamedTuple):
    """A command line that is wrong, and what must be said about it."""

    line: str
    code: int
    words: tuple[str, ...]


MISTAKES = [
    Mistake("departure", WRONG_USAGE, ('unknown command "departure"', 'did you mean "departures"?', "csto --help")),
    Mistake("nonsense", WRONG_USAGE, ('unknown command "nonsense"', "csto --help")),
    Mistake("departures --contingnet x", WRONG_USAGE, ("--contingnet", "--contingent")),
    Mistake("--jsno departures", WRONG_USAGE, ("--jsno", "--json")),
    Mistake("departures --contingent", WRONG_USAGE, ("--contingent", "requires an argument")),
    Mistake("departures first-wave", WRONG_USAGE, ("takes no words", "first-wave", "csto show departure/first-wave")),
    Mistake("show", WRONG_USAGE, ("missing", "ID", "csto show --help")),
    Mistake("why", WRONG_USAGE, ("missing", "ID")),
    Mistake("search", WRONG_USAGE, ("missing", "TEXT")),
    Mistake("search ?!", WRONG_USAGE, ("no word to search for", "csto search")),
    Mistake("schema", WRONG_USAGE, ("needs a command or --base", "csto schema sources")),
    Mistake("schema list", WRONG_USAGE, ("depend on its kind", "csto fields")),
    Mistake("schema sources --base", WRONG_USAGE, ("either a command or --base", "csto schema --base")),
    Mistake("schema departure", UNKNOWN_NAME, ('"departure"', '"departures"')),
    Mistake(
        "departures --contingent sudlnd", UNKNOWN_NAME, ('unknown contingent "sudlnd"', "udland", "csto contingents")
    ),
    Mistake("departures -c SX", UNKNOWN_NAME, ('unknown contingent "SX"', "csto contingents")),
    Mistake("guards --place aiport", UNKNOWN_NAME, ('unknown place "aiport"', '"airport"', "csto places")),
    Mistake("facts --source curier", UNKNOWN_NAME, ('unknown source "curier"', '"courier"', "csto sources")),
    Mistake("why first-wave --source gazete", UNKNOWN_NAME, ('unknown source "gazete"', '"gazette"')),
    Mistake("facts --status disputd", UNKNOWN_NAME, ('unknown status "disputd"', '"disputed"', "single-origin")),
    Mistake("facts --kind departur", UNKNOWN_NAME, ('unknown kind "departur"', '"departure"', "approval")),
    Mistake("search plane --kind departurs", UNKNOWN_NAME, ('unknown kind "departurs"', '"departure"')),
    Mistake(
        "show departure/first-wav",
        UNKNOWN_NAME,
        ('unknown id "departure/first-wav"', '"departure/first-wave"', "csto facts"),
    ),
    Mistake("show frist-wave", UNKNOWN_NAME, ('unknown id "frist-wave"', '"first-wave"')),
    Mistake("why second-wave", UNKNOWN_NAME, ('unknown id "second-wave"',)),
    Mistake("why first-wave.dat", UNKNOWN_NAME, ('"dat"', "departure/first-wave", '"date"', "from_place")),
    Mistake("why first-wave.", UNKNOWN_NAME, ("field of departure/first-wave", "from_place")),
    Mistake("why place/city", WRONG_USAGE, ('"place/city"', "no claims", "csto show place/city")),
    Mistake("departures --fields fact,dat", UNKNOWN_NAME, ('unknown field "dat"', '"date"', "from_place")),
    Mistake("departures --json --sort dat", UNKNOWN_NAME, ('unknown field "dat"', '"date"', "from_place")),
    Mistake("departures --format jsno", WRONG_USAGE, ('unknown format "jsno"', '"json"', "markdown")),
    Mistake("departures --json --format csv", WRONG_USAGE, ("--json", "--format csv", "exclude")),
    Mistake("departures --limit many", WRONG_USAGE, ("--limit", "many")),
    Mistake("departures --limit -1", WRONG_USAGE, ("--limit", "-1")),
    Mistake("departures --color sometimes", WRONG_USAGE, ("--color", "sometimes", "always")),
    Mistake("timeline --from 2031-02-30", WRONG_USAGE, ('impossible date "2031-02-30" for --from', "calendar")),
    Mistake("timeline --to yesterday", WRONG_USAGE, ('impossible date "yesterday" for --to', "2022-01-14")),
    Mistake("timeline --on 2031-13", WRONG_USAGE, ('impossible date "2031-13" for --on',)),
    Mistake("timeline --on 2031-05-09/2031-05-01", WRONG_USAGE, ("--on", "ends before it begins")),
    Mistake("timeline --on ../..", WRONG_USAGE, ('"../.."', "--on")),
    Mistake("timeline --from 2031-05 --to 2031-04", WRONG_USAGE, ("--from 2031-05", "is after", "--to 2031-04")),
    Mistake("timeline --on 2031 --from 2030", WRONG_USAGE, ("--on", "--from")),
    Mistake("timeline --on 2031 --to 2032", WRONG_USAGE, ("--on", "--to")),
    Mistake("facts --as-of 2031-02-30", WRONG_USAGE, ('impossible date "2031-02-30" for --as-of',)),
    Mistake("facts --without wier", UNKNOWN_NAME, ('"wier"', '"wire"', "csto origins")),
    Mistake("facts --only gazete", UNKNOWN_NAME, ('"gazete"', '"gazette"', "csto sources")),
    Mistake("compare", WRONG_USAGE, ("missing", "csto compare --help")),
    Mistake("compare wire", WRONG_USAGE, ('"wire"', "without=")),
    Mistake("compare without=wier", UNKNOWN_NAME, ('"wier"', '"wire"')),
    Mistake("compare as-of=2031-13", WRONG_USAGE, ('impossible date "2031-13"',)),
    Mistake("matrix first-wav", UNKNOWN_NAME, ('"first-wav"', '"first-wave"')),
    Mistake("matrix source/courier", WRONG_USAGE, ('"source/courier"', "csto show source/courier")),
    Mistake("coverage courier", WRONG_USAGE, ('"courier"', "ID=FILE")),
    Mistake("check none.toml", BAD_BASE, ('"none.toml"', "No such file")),
    Mistake("cite curier", UNKNOWN_NAME, ('"curier"', '"courier"')),
    Mistake("cite place/airport", WRONG_USAGE, ('"place/airport"', "csto sources")),
    Mistake(
        "cite first-wave.to_place", WRONG_USAGE, ('"departure/first-wave.to_place"', "csto show departure/first-wave")
    ),
    Mistake("cite first-wave.to_plce", UNKNOWN_NAME, ('"to_plce"', '"to_place"')),
    Mistake("cite base --style apaa", WRONG_USAGE, ('"apaa"', '"apa"')),
    Mistake("rerun none.json", WRONG_USAGE, ('"none.json"', "No such file", "receipt")),
    Mistake("rerun", WRONG_USAGE, ("missing", "RECEIPT")),
    Mistake("diff none.toml", WRONG_USAGE, ("missing", "NEW")),
    Mistake("diff none.toml no.toml", BAD_BASE, ("none.toml", "no.toml", "No such file")),
    Mistake("diff none.toml no.toml --facts x", WRONG_USAGE, ("--facts",)),
    Mistake("timeline -from 2022-01-07", WRONG_USAGE, ('did you mean "--from"?', "csto timeline --from 2022-01-07")),
    Mistake("search oil --from 2022", WRONG_USAGE, ("csto search does not take --from", "csto guards", "others do")),
    Mistake("why x --place y", WRONG_USAGE, ("csto why does not take --place", "csto guards")),
    Mistake("cite x --as-of 2022", WRONG_USAGE, ("csto cite does not take --as-of",)),
    Mistake("compare --status x", WRONG_USAGE, ("csto compare does not take --status",)),
    Mistake("compare --without TASS", WRONG_USAGE, ("csto compare without=TASS",)),
    Mistake("compare --as-of=2022", WRONG_USAGE, ("csto compare as-of=2022",)),
    Mistake("facts --browser", WRONG_USAGE, ("csto facts does not take --browser; csto open does",)),
    Mistake("guards --flat", WRONG_USAGE, ("csto guards --flat -f csv",)),
    Mistake("guards --flat --json", WRONG_USAGE, ("csto guards --flat -f csv",)),
    Mistake("timeline --chart --kind guard --limit 9", WRONG_USAGE, ("csto timeline --kind guard --limit 9",)),
    Mistake("--limit 3", WRONG_USAGE, ("csto facts --limit 3",)),
    Mistake("timeline --from 13.01.2022", WRONG_USAGE, ('did you mean "2022-01-13"?', "csto help dates")),
    Mistake("timeline --on 2022-1-7", WRONG_USAGE, ('did you mean "2022-01-07"?',)),
    Mistake("facts --json --format csv", WRONG_USAGE, ("leave one of them out",)),
    Mistake("facts --long --json", WRONG_USAGE, ("leave out --long",)),
    Mistake("coverage courier=/none", BAD_BASE, ("No such file", "give the path of a text file")),
    Mistake("check --document courier=none", BAD_BASE, ("No such file", "give the path of a text file")),
    Mistake("contingents --sort troop", UNKNOWN_NAME, ('did you mean "personnel"?',)),
    Mistake("facts --limit x", WRONG_USAGE, ("'x' is no number",)),
    Mistake("cite courier --style bibtx", WRONG_USAGE, ('"bibtx"', '"bibtex"', "csl-json")),
]


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.line)
def test_a_wrong_argument_is_named_with_what_is_right(mistake: Mistake, csto: Run) -> None:
    said = told(csto(*mistake.line.split()), mistake.code)
    assert [word for word in mistake.words if word not in said] == [], said


@pytest.mark.usefixtures("facts")
def test_an_id_that_several_things_have_is_answered_with_all_of_them(base: Kept, csto: Run) -> None:
    path = base(FACTS.replace("places.airport", "places.first-wave").replace('"airport"', '"first-wave"'))
    said = told(csto("show", "first-wave", "--facts", path), WRONG_USAGE)
    assert '"first-wave"' in said
    assert {"departure/first-wave", "place/first-wave"} <= set(re.findall(r"[\w-]+/[\w-]+", said))


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize(
    "arguments",
    [
        ("{}",),
        ("--{}",),
        ("facts", "{}"),
        ("facts", "--contingent", "{}"),
        ("facts", "--status", "{}"),
        ("facts", "--format", "{}"),
        ("facts", "--fields", "{}"),
        ("facts", "--limit", "{}"),
        ("facts", "--from", "{}"),
        ("facts", "--facts", "{}"),
        ("show", "{}"),
        ("why", "first-wave.{}"),
        ("schema", "{}"),
    ],
    ids=" ".join,
)
def test_no_control_character_of_an_argument_reaches_the_terminal(arguments: tuple[str, ...], csto: Run) -> None:
    ran = csto(*(argument.format("\x1b]0;\x07\u202e\x9b\udcff") for argument in arguments))
    assert ran.code in (WRONG_USAGE, BAD_BASE, UNKNOWN_NAME)
    assert "Traceback" not in ran.err
    assert "internal error" not in ran.err
    assert re.findall("[^\n -~…–]", ran.err) == []


@pytest.mark.usefixtures("facts")
@pytest.mark.parametrize("columns", [20, 30, 40, 60])
def test_no_command_of_the_overview_is_glued_to_what_it_answers(columns: int) -> None:
    words = on_terminal(columns)[1].split()
    assert {"contingents", "guards", "departures", "who", "when"} <= {*words}


@pytest.mark.usefixtures("facts")
def test_quiet_silences_hints_but_not_errors(csto: Run) -> None:
    assert csto("guards").err
    assert csto("guards", "--quiet").err == ""
    assert "sudlnd" in told(csto("guards", "--quiet", "--contingent", "sudlnd"), UNKNOWN_NAME)


# Fact bases that cannot be opened.


def test_a_missing_base_is_named(csto: Run, tmp_path: Path) -> None:
    missing = tmp_path / "none.toml"
    said = told(csto("facts", "--facts", str(missing)), BAD_BASE)
    assert str(missing) in said
    assert "No such file" in said
    assert "CSTO_FACTS" in said


def test_a_missing_base_of_the_environment_is_named(csto: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSTO_FACTS", str(tmp_path / "none.toml"))
    assert "none.toml" in told(csto("facts"), BAD_BASE)


def test_a_path_through_a_file_is_named(csto: Run, base: Kept) -> None:
    path = f"{base(FACTS)}/facts.toml"
    assert path in told(csto("facts", "--facts", path), BAD_BASE)


@pytest.mark.parametrize("path", ["facts\0.toml", "f" * 5000])
def test_an_impossible_path_is_told(csto: Run, path: str) -> None:
    assert "cannot read" in told(csto("facts", "--facts", path), BAD_BASE)


def test_links_in_a_circle_are_told(csto: Run, tmp_path: Path) -> None:
    link = tmp_path / "facts.toml"
    link.symlink_to(link)
    assert str(link) in told(csto("facts", "--facts", str(link)), BAD_BASE)


@contextmanager
def nobody() -> Iterator[None]:
    """Be a user whom permissions bind: root reads everything."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


def test_an_unreadable_base_is_named(csto: Run, base: Kept) -> None:
    path = base(FACTS)
    csto("facts", "--facts", path)  # loads all modules while they can be read
    Path(path).chmod(0)
    with nobody():
        ran = csto("facts", "--facts", path)
    said = told(ran, BAD_BASE)
    assert path in said
    assert "Permission denied" in said


def test_a_folder_without_toml_is_named(csto: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    said = told(csto("facts", "--facts", str(tmp_path)), BAD_BASE)
    assert f'the folder "{tmp_path}" holds no .toml file' in said


def test_a_folder_of_files_is_one_base(csto: Run, tmp_path: Path) -> None:
    entities, departures = FACTS.split("[[departures]]", 1)
    (tmp_path / "b-entities.toml").write_text(entities, encoding="utf-8")
    (tmp_path / "a-departures.toml").write_text(f"[[departures]]{departures}", encoding="utf-8")
    (tmp_path / "c-folder.toml").mkdir()
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    ran = csto("facts", "--json", "--facts", str(tmp_path))
    assert [row["fact"] for row in json.loads(ran.out)] == ["departure/first-wave"]


def test_a_problem_in_a_folder_is_told_with_the_name_of_its_file(csto: Run, tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(FACTS, encoding="utf-8")
    (tmp_path / "bad.toml").write_text('[places.port]\nnaem = "Port"\n', encoding="utf-8")
    said = told(csto("facts", "--facts", str(tmp_path)), BAD_BASE)
    assert 'bad.toml:2:1: unknown key "naem"; did you mean "name"?' in said


def test_an_empty_base_lacks_everything(csto: Run, base: Kept) -> None:
    said = told(csto("facts", "--facts", base("")), BAD_BASE)
    assert "facts.toml:1:1: the base has no [about] table" in said
    assert "the base has no facts" in said


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused_at_once(csto: Run, device: str) -> None:
    assert f'"{device}" is not a file' in told(csto("facts", "--facts", device), BAD_BASE)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (FACTS.encode("utf-16"), "facts.toml:1:"),
        (b"format = 1\n# caf\xe9\n", "facts.toml:2:"),
        (b"\n\n\n# \xed\xa0\x80 a lone surrogate\n", "facts.toml:4:"),
    ],
    ids=["utf-16", "latin-1", "surrogate"],
)
def test_a_base_that_is_not_utf_8_is_told_with_its_line(csto: Run, base: Kept, content: bytes, place: str) -> None:
    said = told(csto("facts", "--facts", base(content)), BAD_BASE)
    assert place in said
    assert "not UTF-8" in said


@pytest.mark.parametrize("control", [b"\0", b"\x1b", b"\x7f"])
def test_a_bare_control_character_is_told_with_its_place(csto: Run, base: Kept, control: bytes) -> None:
    content = b'format = 1\n[about]\ntitle = "a' + control + b'b"\n'
    said = told(csto("facts", "--facts", base(content)), BAD_BASE)
    assert "facts.toml:3:11: broken TOML" in said
    assert control.decode() not in said


@pytest.mark.parametrize(
    "content",
    [
        FACTS.encode("utf-8-sig"),
        FACTS.replace("\n", "\r\n").encode(),
        FACTS.replace("\n", "\r\n").encode("utf-8-sig"),
        FACTS.rstrip("\n").encode(),
    ],
    ids=["byte order mark", "crlf", "both", "no line end"],
)
def test_a_base_from_another_editor_reads_the_same(csto: Run, base: Kept, content: bytes) -> None:
    plain = csto("facts", "--json", "--evidence", "--facts", base(FACTS))
    assert plain.out.count("departure/first-wave") == 1
    assert csto("facts", "--json", "--evidence", "--facts", base(content)) == plain


def test_carriage_returns_do_not_shift_the_lines_of_problems(csto: Run, base: Kept) -> None:
    text = FACTS.replace('from_place = "airport"', 'from_place = "aiport"')
    plain = csto("facts", "--facts", base(text))
    assert 'unknown place "aiport"' in told(plain, BAD_BASE)
    assert csto("facts", "--facts", base(text.replace("\n", "\r\n").encode("utf-8-sig"))) == plain


def test_all_of_a_hundred_problems_are_told(csto: Run, base: Kept) -> None:
    bad = "".join(f'[places.p{number}]\nname = "P"\nwithin = "nowhere-{number}"\n' for number in range(100))
    ran = csto("facts", "--facts", base(FACTS + bad))
    told(ran, BAD_BASE)
    *problems, last = ran.err.splitlines()
    assert re.findall(r"nowhere-\d+", "\n".join(problems)) == [f"nowhere-{number}" for number in range(100)]
    assert "100 problems" in last


@pytest.mark.parametrize("command", ["contingents", "facts", "show first-wave", "why first-wave", "search plane", ""])
def test_every_command_tells_the_problems_of_the_base(csto: Run, base: Kept, command: str) -> None:
    path = base(FACTS.replace("2031-05-09", "2031-02-30"))
    assert "facts.toml" in told(csto(*command.split(), "--facts", path), BAD_BASE)


class _Bytes:
    """A standard input that holds some bytes."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def test_standard_input_is_a_base_too(csto: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", _Bytes(FACTS.encode()))
    ran = csto("facts", "--json", "--facts", "-")
    assert [row["fact"] for row in json.loads(ran.out)] == ["departure/first-wave"]


def test_a_problem_of_standard_input_is_told_with_its_place(csto: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", _Bytes(b"format = 2\n"))
    assert "standard input:1:10: format" in told(csto("facts", "--facts", "-"), BAD_BASE)


# The program as another process: its pipes, its encoding, its terminal.


def run_apart(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """Run `csto` as a process of its own, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "cstocli", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
        timeout=20,
    )


def test_a_reader_who_has_enough_ends_the_program_quietly(base_file: Callable[[str], str]) -> None:
    many = "".join(
        f'[[events]]\nid = "e{number}"\ntitle = "Event {number}"\n{claim(table="events", date="2031-05-09")}'
        for number in range(1000)
    )
    program = f"'{sys.executable}' -m cstocli timeline --json --facts '{base_file(FACTS + many)}'"
    line = f'{{ {program}; echo "exit $?" >&2; }} | head -1'
    ran = subprocess.run(["/bin/sh", "-c", line], capture_output=True, check=False, timeout=20)
    assert (ran.stdout, ran.stderr) == (b"[\n", b"exit 0\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_answer_that_cannot_be_written_is_no_success(base_file: Callable[[str], str]) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "cstocli", "facts", "--json", "--facts", base_file(FACTS)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=20,
        )
    assert ran.returncode == 1
    assert b"No space left on device" in ran.stderr
    assert b"Traceback" not in ran.stderr
    assert b"internal error" not in ran.stderr


def test_a_pipe_on_disk_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "facts.toml"
    os.mkfifo(pipe)
    ran = run_apart("facts", "--facts", str(pipe))
    assert (ran.returncode, ran.stdout) == (BAD_BASE, b"")
    assert f'"{pipe}" is not a file' in ran.stderr.decode()
    assert b"--facts -" in ran.stderr


AWKWARD = FACTS.replace("Norcity airport", "Аэропорт «Ту» – ✈ 東京 é …").replace("Relief convoy", "Конвой «Ту»")


def test_in_a_c_locale_no_character_stops_the_program(base_file: Callable[[str], str]) -> None:
    ran = run_apart("departures", "--long", "--evidence", "--facts", base_file(AWKWARD), LC_ALL="C", LANG="C")
    assert (ran.returncode, ran.stderr) == (ANSWERED, b"")
    assert "Ту".encode() in ran.stdout or b"\\u0422\\u0443" in ran.stdout


@pytest.mark.parametrize(
    "line", ["departures", "why first-wave", "show first-wave", "departures --long --evidence", ""]
)
def test_in_ascii_characters_it_lacks_are_spelt_out(base_file: Callable[[str], str], line: str) -> None:
    ran = run_apart(*line.split(), "--facts", base_file(AWKWARD), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (ran.returncode, ran.stderr) == (ANSWERED, b"")
    assert ran.stdout.isascii()
    assert b"\\u0422\\u0443" in ran.stdout  # Ту


LEGACY = ["ascii", "latin-1", "cp1251", "koi8-r", "cp932", "utf-8"]


@pytest.mark.parametrize("encoding", LEGACY)
@pytest.mark.parametrize(
    "line",
    ["places -f csv", "places -f excel-csv", "places -f tsv", "places -f markdown", "cite courier", "schema --base",
     "cite courier --style bibtex", "departures --sql --place airport", "new departure"],
)  # fmt: skip
def test_data_is_utf_8_in_every_locale(base_file: Callable[[str], str], line: str, encoding: str) -> None:
    path = base_file(AWKWARD.replace("Norland Courier", "Курьер – 東京"))
    ran = run_apart(*line.split(), "--facts", path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (ran.returncode, ran.stderr) == (ANSWERED, b"")
    assert ran.stdout == run_apart(*line.split(), "--facts", path, PYTHONUTF8="1").stdout
    if "places" in line or "cite" in line:
        assert "東京" in ran.stdout.decode()


@pytest.mark.parametrize("encoding", LEGACY)
@pytest.mark.parametrize("line", ["places --json", "places -f jsonl", "cite courier --style csl-json"])
def test_json_says_the_same_in_every_locale(base_file: Callable[[str], str], line: str, encoding: str) -> None:
    path = base_file(AWKWARD.replace("Norland Courier", "Курьер – 東京"))
    ran = run_apart(*line.split(), "--facts", path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    told = [json.loads(text) for text in (ran.stdout.decode().splitlines() if "jsonl" in line else [ran.stdout])]
    right = run_apart(*line.split(), "--facts", path, PYTHONUTF8="1").stdout.decode()
    assert told == [json.loads(text) for text in (right.splitlines() if "jsonl" in line else [right])]


def test_in_ascii_an_error_is_told_all_the_same(base_file: Callable[[str], str]) -> None:
    ran = run_apart("show", "Ту", "--facts", base_file(FACTS), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (ran.returncode, ran.stdout) == (UNKNOWN_NAME, b"")
    assert b"unknown id" in ran.stderr
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("encoding", ["latin-1", "cp1251", "koi8-r"])
@pytest.mark.parametrize("line", ["--help", "show --help", "why --help", "help show", "help --json", "sql -h"])
def test_no_encoding_stops_the_help(line: str, encoding: str) -> None:
    ran = run_apart(*line.split(), PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (ran.returncode, ran.stderr) == (ANSWERED, b"")
    assert b"csto" in ran.stdout


@pytest.mark.parametrize("json_errors", [True, False])
@pytest.mark.parametrize("where", ["cstocli.read.files._read", "cstocli.index.cache_write.write_index", "cstocli.open"])
def test_too_little_memory_is_told(
    where: str, json_errors: bool, base: Kept, csto: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(where, fail)
    monkeypatch.setattr("cstocli.cli.screen.discard_output", lambda: None)
    ran = csto("facts", "--facts", base(FACTS), *(["--errors-json"] if json_errors else []))
    assert (ran.code, ran.out) == (FAILED, "")
    assert "not enough memory" in ran.err
    assert json.loads(ran.err)["kind"] == "out-of-memory" if json_errors else "internal" not in ran.err


@pytest.mark.parametrize("line", ["check {}", "facts --facts {}", "check --document seed={}", "coverage seed={}"])
def test_a_file_of_which_nothing_can_be_read_now_is_told(
    line: str, base: Kept, csto: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Log(io.BytesIO):
        """Like the kernel's, which is a file and has nothing to say now."""

        def read(self, _size: int | None = -1) -> bytes:
            return None  # type: ignore[return-value]

    file, really_open = base(FACTS), os.fdopen

    def opened(descriptor: int, *more: Any, **options: Any) -> Any:
        mine = Path(f"/proc/self/fd/{descriptor}").resolve() == Path(file).resolve()
        return Log() if mine else really_open(descriptor, *more, **options)

    monkeypatch.setattr(os, "fdopen", opened)
    ran = csto(*line.format(file).split())
    assert (ran.code, ran.out) == (BAD_BASE, "")
    assert "nothing can be read of it now" in ran.err


@pytest.mark.parametrize(("shell", "file"), [("bash", ".bashrc"), ("zsh", ".zshrc")])
def test_a_start_file_that_is_not_utf_8_is_told_and_left_as_it_is(tmp_path: Path, shell: str, file: str) -> None:
    (tmp_path / file).write_bytes(b'export NAME="J\xfcrgen"\n')
    switch = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1", "HOME": str(tmp_path)}
    ran = run_apart("--install-completion", shell, **switch)
    assert (ran.returncode, ran.stdout) == (WRONG_USAGE, b"")
    assert b"is not UTF-8" in ran.stderr
    assert b"csto --show-completion" in ran.stderr
    assert (tmp_path / file).read_bytes() == b'export NAME="J\xfcrgen"\n'


def on_terminal(columns: int, *arguments: str, **environment: str) -> tuple[int, str]:
    """Run `csto` on a terminal of so many columns: its exit code and all that it shows."""
    pty = pytest.importorskip("pty")
    fcntl, termios = pytest.importorskip("fcntl"), pytest.importorskip("termios")
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, bytes([50, 0, columns, 0, 0, 0, 0, 0]))
    surroundings = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", *COLOURS)}
    process = subprocess.Popen(
        [sys.executable, "-m", "cstocli", *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**surroundings, "TERM": "xterm", **environment},
    )
    os.close(slave)
    shown = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # how Linux says that nobody writes any more
            break
        if not piece:
            break
        shown += piece
    os.close(master)
    return process.wait(timeout=20), shown.decode().replace("\r\n", "\n")


ESCAPES = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;;[^\x1b]*\x1b\\\\")


@pytest.mark.parametrize(
    "line", ["departures", "departures --cite", "timeline", "show first-wave", "why first-wave", "departures --long"]
)
def test_on_forty_columns_no_line_is_wider(base_file: Callable[[str], str], line: str) -> None:
    code, shown = on_terminal(40, *line.split(), "--facts", base_file(FACTS))
    assert code == ANSWERED
    assert "2031" in shown
    # An address is never broken.
    assert [text for text in ESCAPES.sub("", shown).splitlines() if len(text) > 40 and "://" not in text] == []


def test_on_forty_columns_the_columns_that_are_not_shown_are_named(base_file: Callable[[str], str]) -> None:
    _, shown = on_terminal(40, "facts", "--facts", base_file(FACTS))
    words = " ".join(shown.split())
    assert "the terminal is too narrow for these columns:" in words
    assert "Claims" in words


def test_on_forty_columns_an_error_is_folded(base_file: Callable[[str], str]) -> None:
    code, shown = on_terminal(40, "departures", "--contingent", "sudlnd", "--facts", base_file(FACTS))
    assert code == UNKNOWN_NAME
    assert 'unknown contingent "sudlnd"' in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= 40


def test_a_terminal_gets_colour_and_a_pipe_gets_none(base_file: Callable[[str], str]) -> None:
    path = base_file(FACTS)
    assert ESCAPES.search(on_terminal(120, "departures", "--facts", path)[1])
    assert b"\x1b" not in run_apart("departures", "--facts", path, TERM="xterm").stdout


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"])
def test_a_terminal_that_wants_no_colour_gets_none(
    base_file: Callable[[str], str], environment: dict[str, Any]
) -> None:
    code, shown = on_terminal(120, "departures", "--facts", base_file(FACTS), **environment)
    assert code == ANSWERED
    assert "2 × An-2 *" in shown
    assert "\x1b" not in shown


def test_colour_that_is_asked_for_comes_in_spite_of_no_color(base_file: Callable[[str], str]) -> None:
    ran = run_apart("departures", "--color", "always", "--facts", base_file(FACTS), NO_COLOR="1")
    assert ESCAPES.search(ran.stdout.decode())
    code, shown = on_terminal(120, "departures", "--color", "never", "--facts", base_file(FACTS))
    assert (code, "\x1b" in shown) == (ANSWERED, False)


def test_what_begins_with_one_dash_may_be_a_value(csto: Run, base: Kept) -> None:
    path = base(FACTS)
    assert csto("facts", "--sort", "-status", "--json", "--facts", path).code == ANSWERED
    assert csto("search", "--facts", path, "--", "-from").code == ANSWERED
    assert csto("facts", "-fjson", "--facts", path).code == ANSWERED


def test_a_server_without_a_base_ends_at_once(csto: Run, tmp_path: Path) -> None:
    pytest.importorskip("mcp")
    assert "No such file" in told(csto("mcp", "--facts", str(tmp_path / "none.toml")), BAD_BASE)


def test_an_interrupt_while_the_program_loads_ends_it_without_a_word() -> None:
    program = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'cstocli.cli.fast_path': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "import cstocli.__main__\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (INTERRUPTED, b"", b"")
