"""Types of values that only a peace operation has: aircraft, means of movement, directions."""

from cstocli.model.types import Choice, CountedType, Reference

AIRCRAFT = CountedType("aircraft", "type", "aircraft", noun="an aircraft")
AIRCRAFT_TYPE = Reference("aircraft", name="aircraft-type")
MODE = Choice("mode", ("air", "road", "rail", "sea"), example="road")
DIRECTION = Choice("direction", ("in", "out"))
