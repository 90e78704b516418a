"""What the rows of the index are made from: a base, its claims with their tellers, a cache of rendered values."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from cstocli.model.base import Base
from cstocli.model.hierarchy import Hierarchy
from cstocli.model.provenance import teller
from cstocli.model.types import Type
from cstocli.weigh.claims import Days, SourcedClaim, sourced_claims
from cstocli.weigh.voices import Voices

# Made once: `json.dumps` makes one for each call.
_encode = json.JSONEncoder(ensure_ascii=False).encode

Rendered = tuple[str, str]


class Context:
    """The base that is being indexed; `claims` are those of each fact, in its order.

    Where `base` has some of its facts only, whoever has made it gives the rest: for `numbers`
    and `said` see `sourced_claims`.
    """

    encode = staticmethod(_encode)

    def __init__(
        self,
        base: Base,
        numbers: Iterable[int] | None = None,
        said: Days | None = None,
        hierarchy: Hierarchy | None = None,
        voices: Voices | None = None,
    ) -> None:
        self.base = base
        self.format = base.format
        self.hierarchy = hierarchy or Hierarchy(base)
        self.voices = voices or Voices(base)
        self.claims = sourced_claims(base, base.format, self.voices, numbers, said)
        self._rendered: dict[tuple[Type, Any], Rendered] = {}
        self._tellers: dict[str, tuple[str, str, str]] = {}

    def render(self, type_: Type, value: Any) -> Rendered:  # noqa: ANN401
        """A value as JSON text and in words, cached because the same values come up again and again."""
        known = self._rendered.get((type_, value))
        if known is None:
            known = _encode(type_.data(value, self.base.things)), type_.words(value, self.base.things)
            self._rendered[type_, value] = known
        return known

    def teller(self, name: str) -> tuple[str, str, str]:
        """The full id, the description and the short name of an origin or a source."""
        known = self._tellers.get(name)
        if known is None:
            origin = self.base.origins.get(name)
            if origin:
                known = f"origin/{name}", origin.name, teller(self.base, name)
            else:
                source = self.base.sources[name]
                words = ", ".join(part for part in (source.publisher, source.title) if part)
                known = f"source/{name}", words, teller(self.base, name)
            self._tellers[name] = known
        return known

    def chain(self, one: SourcedClaim) -> str:
        """The tellers of a claim by their short names, those that the curator inferred in brackets."""
        claim = one.claim
        inferred = claim.via_inferred if claim.via is not None else self.base.sources[claim.source].via_inferred
        names = [self.teller(name)[2] for name in one.chain]
        return " > ".join([*(f"[{name}]" for name in names[:-1]), names[-1]] if inferred else names)

    @staticmethod
    def json_array(names: Iterable[str]) -> str:
        """Ids or names of fields as a JSON array; none of their characters needs escaping."""
        inner = '", "'.join(names)
        return f'["{inner}"]' if inner else "[]"

    @staticmethod
    @lru_cache(maxsize=4096)
    def json_object(pairs: tuple[tuple[str, str], ...]) -> str:
        """Pairs as a JSON object, cached: many rows have few different objects."""
        return _encode(dict(pairs))
