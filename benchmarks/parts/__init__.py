"""What is measured, a part a file; each returns its table."""
