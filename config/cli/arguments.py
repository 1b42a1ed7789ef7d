"""Refusing arguments that a sub-command does not know."""

from collections.abc import Sequence

from config.cli.steps import StepFailed


def no_arguments(arguments: Sequence[str], command: str) -> None:
    """Refuse any argument.

    :raises StepFailed: there is one.
    """
    if arguments:
        raise StepFailed(f"./tidu {command} takes no arguments, but was given: {' '.join(arguments)}")
