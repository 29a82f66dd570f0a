"""Pure readers of Chinese strings: numbers, units, dates, areas. No state, no files but the committed lexicons."""
