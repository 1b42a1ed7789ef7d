"""Who a command acts for."""

from argparse import ArgumentTypeError

from crm.accounts.models import User


def person(username: str) -> User:
    """The active user of that name, as a type of command-line arguments.

    :raises ArgumentTypeError: there is none.
    """
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise ArgumentTypeError(f"there is no active user {username}")
    return user
