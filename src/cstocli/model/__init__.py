"""What a base is: facts, claims, values, and how values compare. Pure."""
