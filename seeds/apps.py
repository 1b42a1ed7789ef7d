from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeedsConfig(AppConfig):
    """Data that ships, and the commands that load it."""

    name = "seeds"
    verbose_name = _("Seeds")
