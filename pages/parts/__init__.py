"""The blocks every page is made of."""

from pages.parts.reader import here
from pages.parts.show import show
from pages.parts.side_by_side import side_by_side

__all__ = ["here", "show", "side_by_side"]
