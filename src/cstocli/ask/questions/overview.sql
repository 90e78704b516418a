-- What the base is about, and how much it knows: counted when the index was made.
SELECT * FROM overview
