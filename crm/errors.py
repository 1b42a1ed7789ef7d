"""What a service raises when it refuses: one base class, one stable code a refusal."""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.functional import Promise


class DomainError(Exception):
    """A use case refused for a reason that the user can understand and act on.

    Subclasses stand beside the service that raises them. `code` is stable and part of the API;
    the message says what was found, where, why it is a problem and what to do.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, message: str | Promise, /, **details: object) -> None:
        super().__init__(str(message))
        self.message = str(message)
        self.details: Mapping[str, object] = details
