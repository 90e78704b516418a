"""From an answer to text. Pure: functions return pieces of text and notices; `cli` writes them."""
