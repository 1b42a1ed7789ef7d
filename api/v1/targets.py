"""What is foretold, as addresses name it and answers describe it."""

from typing import Any

from django.http import Http404

from scoring.likelihood.targets import TARGETS, Target


def known_target(code: str) -> Target:
    """What is foretold under this name.

    :raises Http404: nothing is.
    """
    if code not in TARGETS:
        raise Http404
    return TARGETS[code]


def target_shown(target: Target) -> dict[str, Any]:
    """What is foretold, under the names of the API."""
    shown = {name: getattr(target, name) for name in ("zh", "en", "question", "programme")}
    return {**shown, "code": target.key, "horizon": target.horizon_months}
