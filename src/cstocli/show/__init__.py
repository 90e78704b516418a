"""From rows and their row type to text. Knows no domain: a row type says all there is to know."""
