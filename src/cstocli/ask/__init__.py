"""From a question to an answer, by SQL."""
