"""From the text of a base to a `Base`, or to all its problems."""
