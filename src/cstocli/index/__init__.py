"""From assessed facts to SQLite tables, kept between runs."""
