"""How well a field is attested: the five statuses that every answer uses."""

CORROBORATED = "corroborated"
SINGLE_ORIGIN = "single-origin"
DISPUTED = "disputed"
NOT_STATED = "not-stated"
NOT_APPLICABLE = "not-applicable"
STATUSES = (CORROBORATED, SINGLE_ORIGIN, DISPUTED, NOT_STATED, NOT_APPLICABLE)
