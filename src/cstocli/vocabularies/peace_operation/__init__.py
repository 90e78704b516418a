"""The vocabulary of a peace operation."""
