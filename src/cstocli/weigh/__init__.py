"""From a `Base` to assessed facts: each field with a value and a status."""
