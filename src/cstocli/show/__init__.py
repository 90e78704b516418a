"""From an answer to text. Pure: it returns pieces and notices."""
