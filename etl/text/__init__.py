"""Pure readers of Chinese strings: numbers, units, dates, areas. No state, no files but the committed lexicons."""

RULE_VERSION = "1"  # goes up when a rule changes what an expression reads as
