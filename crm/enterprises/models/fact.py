"""What every fact has: the day it became known, who said so, and the imported row it came from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fact(models.Model):
    """A dated row about an enterprise. The period it speaks of is in the subclass; `known_on` is when we learned it."""

    known_on = models.DateField(_("known on"))
    source = models.CharField(_("source"), max_length=64)
    import_row = models.ForeignKey("intake.ImportRow", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        abstract = True
