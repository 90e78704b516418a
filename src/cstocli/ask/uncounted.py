"""The errors that something is in a base, and nothing of it counts from one perspective."""

from cstocli.ask.explorer import Explorer
from cstocli.ask.lookup import first_told
from cstocli.model import dates
from cstocli.model.errors import CstoError, NothingCounts, SeveralFacts
from cstocli.model.perspective import EVERYTHING
from cstocli.model.text import shell_command, visible


def nothing_counts(base: Explorer, whole: Explorer, fact: str) -> NothingCounts:
    """The error that a fact of the `whole` base has no claim that counts from the perspective of `base`."""
    perspective = base.perspective
    reason = f"({perspective.words})" if perspective.only else perspective.words
    message = f"no claim of {fact} counts {reason}"
    if perspective.as_of:
        others = perspective._replace(as_of=None)
        ever = whole if others == EVERYTHING else base.view(others)
        if day := first_told(ever.index, fact):
            then = perspective._replace(as_of=day)
            message += f"; it was first told on {dates.words(day)}"
            return NothingCounts(
                message, "as of that day", shell_command("csto", "why", fact, *then.options), token=fact
            )
    return NothingCounts(message, "where every claim counts", shell_command("csto", "why", fact), token=fact)


def refuse_words(base: Explorer, whole: Explorer, text: str) -> None:
    """Say so where words are in facts of the `whole` base, and in nothing that counts from the perspective of `base`.

    Raises:
        NothingCounts: they are.
    """
    message = f'"{visible(text)}" is in nothing that counts: {base.perspective.words}'
    told = "where every claim counts"
    try:
        fact = whole.fact_meant(text)
    except SeveralFacts:
        raise NothingCounts(message, told, shell_command("csto", "why", *text.split()), token=text) from None
    except CstoError:
        return
    entity = fact.partition(".")[0]
    if base.index.execute("SELECT 1 FROM facts WHERE id = ?", (entity,)).fetchone():
        raise NothingCounts(message, told, shell_command("csto", "why", fact), token=text)
    raise nothing_counts(base, whole, entity)
