"""Built-in vocabularies: what is particular to a subject."""
