"""Reference data: regions, industries, technology fields, industrial chains."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class RegionQuerySet(models.QuerySet["Region"]):
    def within(self, regions: Iterable["Region"]) -> Self:
        """The given regions and everything below them."""
        below = Q()
        for region in regions:
            below |= Q(path__startswith=region.path)
        return self.filter(below) if below else self.none()

    def counties_of(self, city: str) -> Self:
        """What the city `city` counts as its counties: districts, counties and functional zones."""
        return self.filter(parent__code=city).order_by("code")


class Region(models.Model):
    """An administrative division (GB/T 2260) or a functional zone (功能区) that the bureau treats as one."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("province")
        CITY = "city", _("city")
        COUNTY = "county", _("county")
        ZONE = "zone", _("functional zone")

    code = models.CharField(_("code"), primary_key=True, max_length=16)
    name = models.CharField(_("name"), max_length=64)
    level = models.CharField(_("level"), max_length=8, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(
        _("path"), max_length=64, unique=True, help_text=_("codes from the province down, each ended by '/'")
    )
    is_official = models.BooleanField(_("code stands in GB/T 2260"), default=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["path"], name="region_path_prefix", opclasses=["varchar_pattern_ops"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(level="province", parent=None) | (~Q(level="province") & Q(parent__isnull=False)),
                name="region_below_province_has_parent",
            ),
            models.CheckConstraint(condition=Q(path__endswith="/"), name="region_path_ends_in_slash"),
        ]

    def __str__(self) -> str:
        return self.name


class Industry(models.Model):
    """A category of GB/T 4754-2017, from section (门类) to class (小类)."""

    class Level(models.TextChoices):
        SECTION = "section", _("section")
        DIVISION = "division", _("division")
        GROUP = "group", _("group")
        CLASS = "class", _("class")

    code = models.CharField(_("code"), primary_key=True, max_length=4)
    name = models.CharField(_("name"), max_length=100)
    level = models.CharField(_("level"), max_length=8, choices=Level)
    section = models.CharField(_("section"), max_length=1)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        ordering = ["section", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level="section", parent=None, section=F("code"))
                | (~Q(level="section") & Q(parent__isnull=False)),
                name="industry_below_section_has_parent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class TechnologyField(models.Model):
    """One of 国家重点支持的高新技术领域 (国科发火〔2016〕32号, annex), level 1 or 2."""

    code = models.CharField(_("code"), primary_key=True, max_length=8)
    zh = models.CharField(_("Chinese name"), max_length=64)
    en = models.CharField(_("English name"), max_length=128)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    is_verified = models.BooleanField(_("checked against the document"), default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.zh


class IndustrialChain(models.Model):
    """An industrial chain (产业链) that the bureau follows; the table is the bureau's to fill."""

    slug = models.SlugField(_("key"), primary_key=True, max_length=40)
    zh = models.CharField(_("Chinese name"), max_length=64, unique=True)
    en = models.CharField(_("English name"), max_length=128)
    is_example = models.BooleanField(_("shipped as an example, not confirmed by the bureau"), default=False)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.zh
