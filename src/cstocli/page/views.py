"""What a page would show on an earlier day, or without a teller: computed beforehand, as differences.

Every item of a page has an id and, in each view, a state: a tuple whose first element is
its text, or None where it is not there. An item keeps what it is from day to day, and of
the views without a teller only what differs from the whole.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cstocli.ask.explorer import Explorer
from cstocli.model.dates import LAST_DAY
from cstocli.page.snapshot import Snapshot, of_facts, snapshot

if TYPE_CHECKING:
    from cstocli.model.perspective import Perspective

MOST_DAYS = 60
MOST_TELLERS = 15
_FEWEST_CLAIMS = 2
ABSENT = -1

State = tuple[Any, ...] | None
States = Mapping[str, State]


class Views(NamedTuple):
    """The days and the tellers that a page offers, and what it shows on, or without, each."""

    days: tuple[str, ...] = ()
    tellers: tuple[tuple[str, int], ...] = ()
    on: tuple[Snapshot, ...] = ()
    without: tuple[Snapshot, ...] = ()

    @property
    def all(self) -> tuple[Snapshot, ...]:
        """What is shown in all of them."""
        return (*self.on, *self.without)


def views(base: Explorer, filters: Mapping[str, Any], whole: Snapshot) -> Views:
    """All views of a page of `base` under `filters`, none where the base cannot be read again."""
    if not base.index.files:
        return Views()
    given, facts = base.perspective, [*whole.facts]
    days, tellers = _days(base, facts), _tellers(base, facts)
    perspectives: list[Perspective] = [given._replace(as_of=day) for day in days]
    perspectives += [given._replace(without=(*given.without, name)) for name, _ in tellers]
    shown = [snapshot(view, filters) for view in base.views(perspectives)]
    return Views(days, tellers, tuple(shown[: len(days)]), tuple(shown[len(days) :]))


def _days(base: Explorer, facts: list[str]) -> tuple[str, ...]:
    """The days on which a source of these facts was published; of very many, the last ones."""
    sql = (
        "SELECT DISTINCT s.published_latest FROM supporting_claims b JOIN claims c ON c.id = b.claim"
        " JOIN sources s ON s.id = c.source WHERE b.fact IN ({facts}) AND s.published_latest IS NOT NULL"
    )
    days = {day for (day,) in of_facts(base, sql, facts) if day != LAST_DAY}
    return tuple(sorted(days)[-MOST_DAYS:])


def _tellers(base: Explorer, facts: list[str]) -> tuple[tuple[str, int], ...]:
    """Through whom most claims of these facts go, as `--without` names them, and how many claims do."""
    sql = (
        "SELECT DISTINCT p.short_name, p.claim FROM provenance p JOIN supporting_claims b ON b.claim = p.claim"
        " WHERE b.fact IN ({facts})"
    )
    claims: dict[str, set[int]] = {}
    for name, claim in of_facts(base, sql, facts):
        claims.setdefault(name, set()).add(claim)
    counted = sorted(((name, len(found)) for name, found in claims.items()), key=lambda each: (-each[1], each[0]))
    return tuple(each for each in counted if each[1] >= _FEWEST_CLAIMS)[:MOST_TELLERS]


def differences(whole: States, shown: Views, states_of: Callable[[Snapshot], States]) -> dict[str, Any]:
    """The states of all items in all views, as data for the script.

    `texts` are all texts once each, `states` all states, whose first element is the number
    of a text. `items` gives for each item that ever differs from what stands in the page
    the numbers of a day and of the state from that day on, by turns, and of a teller and
    the state without it.
    """
    packed = _Packed()
    on, without = [*map(states_of, shown.on)], [*map(states_of, shown.without)]
    items: dict[str, list[list[int]]] = {}
    for identity in dict.fromkeys((*whole, *(each for states in (*on, *without) for each in states))):
        days = _changes(packed, [states.get(identity) for states in on], None)
        usual = whole.get(identity)
        tellers = [
            number
            for teller, states in enumerate(without)
            if states.get(identity) != usual
            for number in (teller, packed.state(states.get(identity)))
        ]
        if (on and days != [0, packed.state(usual)]) or tellers:
            items[identity] = [days, tellers]
    return {
        "days": shown.days,
        "tellers": [name for name, _ in shown.tellers],
        "texts": [*packed.texts],
        "states": [list(state) for state in packed.states],
        "items": items,
    }


def _changes(packed: "_Packed", states: Sequence[State], before: State) -> list[int]:
    """A day and a state by turns, for each day on which the state is another than the day before."""
    changes: list[int] = []
    for day, state in enumerate(states):
        if state != before:
            changes += [day, packed.state(state)]
        before = state
    return changes


class _Packed:
    """Texts and states, each once."""

    def __init__(self) -> None:
        self.texts: dict[str, int] = {}
        self.states: dict[tuple[Any, ...], int] = {}

    def state(self, state: State) -> int:
        """The number of a state."""
        if state is None:
            return ABSENT
        numbers = (*(self._text(part) if isinstance(part, str) else part for part in state),)
        return self.states.setdefault(numbers, len(self.states))

    def _text(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))


def every(snapshots: Iterable[Snapshot], of: Callable[[Snapshot], Iterable[Any]]) -> list[Any]:
    """All that occurs in any of the snapshots, once each, in the order in which it does."""
    return [*dict.fromkeys(item for each in snapshots for item in of(each))]
