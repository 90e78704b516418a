"""For those who write a base: rules, templates, schemas."""
