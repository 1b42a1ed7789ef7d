"""Users, their roles and the regions they answer for."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.accounts.matrix import MATRIX
from crm.accounts.rights import Right, Role


class User(AbstractUser):
    """Somebody, or some machine, that signs in. What it may do follows from `role` (matrix.yaml) and `regions`."""

    display_name = models.CharField(_("name shown"), max_length=64, blank=True)
    role = models.CharField(_("role"), max_length=24, choices=MATRIX.role_choices())
    regions = models.ManyToManyField(
        "directory.Region",
        blank=True,
        related_name="users",
        help_text=_("the regions whose firms this user answers for"),
    )
    is_demo = models.BooleanField(_("made for the demo city"), default=False)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=MATRIX.role_codes()), name="user_role_in_matrix"),
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="nobody_is_superuser"),
        ]

    @property
    def role_definition(self) -> Role:
        """The row of the authorization matrix that this user's role stands for."""
        return MATRIX.role(self.role)

    def right(self, action: str, kind: str) -> Right | None:
        """The right that the role gives to `action` on objects of `kind`; None for whoever is no longer active."""
        return self.role_definition.right(action, kind) if self.is_active else None

    def may(self, action: str, kind: str) -> bool:
        """Whether `action` on objects of `kind` is open to this user at all.

        For which firms, `Enterprise.objects.visible_to(user)` says. A right to counts is not a right to firms.
        """
        right = self.right(action, kind)
        return right is not None and not right.counts_only

    def may_count(self, kind: str) -> bool:
        """Whether this user may be told numbers about objects of `kind` (see `counts_only` for small ones)."""
        return any(self.right(action, kind) for action in ("list", "view"))

    def counts_only(self, kind: str) -> bool:
        """Whether numbers, and none below 5, are all that this user is told about objects of `kind`."""
        return self.may_count(kind) and not self.may("list", kind) and not self.may("view", kind)

    def sees_masked(self, kind: str) -> bool:
        """Whether personal data in objects of `kind` is masked for this user until it is unmasked on purpose."""
        right = self.right("view", kind)
        return right is None or right.masked

    def permissions(self) -> dict[str, list[str]]:
        """What the user may do, by kind of object; `count` stands for numbers without the firms behind them."""
        found: dict[str, list[str]] = {}
        for kind, action in self.role_definition.rights:
            if self.may(action, kind):
                found.setdefault(kind, []).append(action)
        for kind in MATRIX.objects:
            if self.counts_only(kind):
                found.setdefault(kind, []).append("count")
        return found
