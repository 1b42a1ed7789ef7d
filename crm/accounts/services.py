"""What changes users."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from crm.accounts.matrix import MATRIX
from crm.accounts.models import User
from crm.accounts.passwords import refuse_weak_password
from crm.directory.models import Region
from crm.errors import DomainError


class RoleUnknown(DomainError):
    """The authorization matrix has no such role."""

    code = "user.role_unknown"


class RegionsMissing(DomainError):
    """A role that sees the firms of its regions was given none."""

    code = "user.regions_missing"


class UsernameTaken(DomainError):
    """Another user signs in by this name."""

    code = "user.username_taken"


@transaction.atomic
def create_user(
    *,
    username: str,
    role: str,
    regions: Iterable[Region] = (),
    display_name: str = "",
    password: str | None = None,
    is_demo: bool = False,
) -> User:
    """Make a user that signs in by `username`; without a password it cannot sign in until it is given one.

    :raises RoleUnknown: the matrix has no such role.
    :raises RegionsMissing: the role sees the firms of its regions, and `regions` is empty.
    :raises UsernameTaken: the name is in use, whatever its case.
    :raises PasswordWeak: the password breaks a rule.
    """
    answers_for = list(regions)
    _refuse_role(role, answers_for)
    if User.objects.filter(username__iexact=username).exists():
        raise UsernameTaken(_("Somebody signs in as “%(name)s” already; choose another name.") % {"name": username})
    user = User(username=username, role=role, display_name=display_name, is_demo=is_demo)
    set_password(user, password)
    user.regions.set(answers_for)
    return user


def set_password(user: User, password: str | None) -> None:
    """Give `user` a new password, or with None take away the one it has; open sessions end.

    :raises PasswordWeak: the password breaks a rule.
    """
    if password is not None:
        refuse_weak_password(password, user)
    user.set_password(password)
    user.save()


def _refuse_role(role: str, regions: list[Region]) -> None:
    if role not in MATRIX.roles:
        raise RoleUnknown(
            _("There is no role “%(role)s”; the roles are: %(roles)s.")
            % {"role": role, "roles": ", ".join(MATRIX.role_codes())}
        )
    if MATRIX.role(role).enterprise_scope == "regions" and not regions:
        raise RegionsMissing(
            _("A “%(role)s” sees the firms of its regions and would see none; name at least one region.")
            % {"role": role}
        )
