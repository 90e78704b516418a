"""What changed: between two bases, and since an answer was given."""
