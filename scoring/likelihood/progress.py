"""How a training tells how far it is."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the step ("choose", "fit", "refit", "judge"), what of it is done, and how much it is in all."""


def unheard(step: str, done: int, total: int) -> None:
    """Tell nobody."""
