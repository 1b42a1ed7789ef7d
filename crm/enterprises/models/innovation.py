"""What a firm invents and what it makes of it; and what only a person can judge."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.enterprises.history import keeps_history
from crm.enterprises.models.fact import Fact


class IPRightQuerySet(models.QuerySet["IPRight"]):
    def in_force(self, on: date) -> Self:
        """Rights granted by `on` and not known then to have ended."""
        standing = Q(ended_on=None) | Q(ended_on__gt=on) | Q(ended_known_on__gt=on)
        return self.filter(standing, granted_on__lte=on)


@keeps_history
class IPRight(Fact):
    """An intellectual property right that a firm owns (国科发火〔2016〕195号 三(二))."""

    class Kind(models.TextChoices):
        INVENTION = "invention", _("invention patent")
        PLANT_VARIETY = "plant_variety", _("plant variety")
        CROP_VARIETY = "crop_variety", _("national crop variety")
        NEW_DRUG = "new_drug", _("national new drug")
        PROTECTED_TCM = "protected_tcm", _("national first-grade protected Chinese medicine")
        IC_LAYOUT = "ic_layout", _("IC layout design")
        UTILITY_MODEL = "utility_model", _("utility model")
        DESIGN = "design", _("design")
        SOFTWARE = "software", _("software copyright")

    class Acquisition(models.TextChoices):
        OWN_RND = "own_rnd", _("own R&D")
        TRANSFER = "transfer", _("transfer")
        GIFT = "gift", _("gift")
        MERGER = "merger", _("merger")

    CLASS_II = (Kind.UTILITY_MODEL, Kind.DESIGN, Kind.SOFTWARE)

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="ip_rights")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    number = models.CharField(_("number"), max_length=40)
    title = models.CharField(_("title"), max_length=200, blank=True)
    applied_on = models.DateField(_("applied on"), null=True, blank=True)
    granted_on = models.DateField(_("granted on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_known_on = models.DateField(
        _("end known since"), null=True, blank=True, help_text=_("empty: since the fact itself")
    )
    acquired_by = models.CharField(_("acquired by"), max_length=12, choices=Acquisition)
    used_on = models.DateField(_("used for an application on"), null=True, blank=True)
    used_known_on = models.DateField(
        _("use known since"), null=True, blank=True, help_text=_("empty: since the fact itself")
    )

    objects = IPRightQuerySet.as_manager()

    class Meta:
        ordering = ["enterprise", "-granted_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "kind", "number"], name="ip_right_once_a_firm"),
            models.CheckConstraint(
                condition=Q(granted_on=None) | Q(applied_on=None) | Q(granted_on__gte=F("applied_on")),
                name="ip_right_granted_after_applied",
            ),
        ]

    @property
    def ip_class(self) -> str:
        """'II' for utility models, designs and software, else 'I'."""
        return "II" if self.kind in self.CLASS_II else "I"


@keeps_history
class Conversion(Fact):
    """A scientific result turned into a product, process or sample (科技成果转化)."""

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="conversions")
    title = models.CharField(_("title"), max_length=200)
    converted_on = models.DateField(_("converted on"))
    result = models.CharField(_("became"), max_length=100, blank=True)

    class Meta:
        ordering = ["enterprise", "-converted_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["enterprise", "title"], name="conversion_counts_once")]


@keeps_history
class RnDInstitution(Fact):
    """A recognised R&D institution that the firm runs."""

    class Level(models.TextChoices):
        NATIONAL = "national", _("national")
        PROVINCIAL = "provincial", _("provincial or ministerial")
        CITY = "city", _("city")
        OTHER = "other", _("below city level")

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="rnd_institutions")
    name = models.CharField(_("name"), max_length=200)
    level = models.CharField(_("level"), max_length=12, choices=Level)
    recognised_on = models.DateField(_("recognised on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_known_on = models.DateField(
        _("end known since"), null=True, blank=True, help_text=_("empty: since the fact itself")
    )

    class Meta:
        ordering = ["enterprise", "-recognised_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["enterprise", "name"], name="rnd_institution_once_a_firm")]


@keeps_history
class Judgement(Fact):
    """What a person found on looking: a yes or no (1 or 0), or the points an expert gave, for one measure."""

    class Measure(models.TextChoices):
        PRODUCT_ALLOWED = "product_allowed", _("product not prohibited, restricted or eliminated")
        CORE_IP = "core_ip", _("owned IP carries the main product")
        NATIONAL_AWARD = "national_award_5y", _("national S&T award in the last five years, among the first three")
        LED_STANDARD = "led_standard_5y", _("led a standard in the last five years")
        IP_CLASS1_HIGH_VALUE = "ip_class1_high_value", _("high-value class I IP")
        NATIONAL_AWARD_3Y = "national_award_3y", _("national S&T award in 3 years, among the first three")
        PROVINCIAL_AWARD_3Y = (
            "provincial_award_3y",
            _("provincial or higher S&T award in 3 years, among the first three"),
        )
        SCIENCE_AWARD_3Y = "science_award_3y", _("national or provincial S&T award in 3 years, any place")
        NATIONAL_AWARD_TOP5_3Y = "national_award_top5_3y", _("national S&T award in 3 years, among the first five")
        MAKER_CHINA_500_3Y = "maker_china_500_3y", _("among the national 500 of Maker China in 3 years")
        MAKER_CHINA_50_3Y = "maker_china_50_3y", _("among the national 50 of Maker China in 3 years")
        DEMONSTRATION_TITLE = "demonstration_title", _("national innovation demonstration or IP advantage enterprise")
        EMERGING_INDUSTRY = "emerging_industry", _("in a strategic emerging industry")
        SIX_BASE_FIELD = "six_base_field", _("in the six industrial bases")
        SIX_BASE_OR_SUPPLIER = (
            "six_base_or_supplier",
            _("in the six industrial bases, time-honoured, or supplier of a chain leader"),
        )
        FILLS_CHAIN_GAP = "fills_chain_gap", _("fills or strengthens a gap in a chain")
        KEY_CHAIN_LINK = "key_chain_link", _("a key link of an industrial chain")
        NICHE_YEARS = "niche_years", _("years in the niche market")
        MARKET_SHARE_KNOWN = "market_share_known", _("share of the niche fairly high and known")
        MARKET_SHARE = "market_share", _("share of the niche market")
        MARKET_TOP3 = "market_top3", _("among the national top three of the niche")
        OWN_BRAND = "own_brand", _("has a brand of its own")
        PLATFORM_SCORE = "platform_score", _("score of the platform's development evaluation")
        PLATFORM_SCORE_BEFORE = "platform_score_before", _("the platform's score of the year before")
        DIGITAL_LEVEL = "digital_level", _("level of digitalisation")
        QUALITY_ITEMS = "quality_items", _("quality items met")
        LOCAL_POINTS = "local_points", _("points of the indicators set by the province")
        CORE_PROCESS_DIGITAL = "core_process_digital", _("a core process runs on information systems")
        CERTIFIED_SYSTEM = "certified_system", _("certified management system or product")
        SINGLE_CHAMPION = "single_champion", _("manufacturing single champion")
        LINKED_LITTLE_GIANT = "linked_little_giant", _("controlled by or the same as another little giant")
        SHARP_FALL_3Y = "sharp_fall_3y", _("sharp fall in the last 3 years")
        GROUP_BASE = "group_base", _("production base, branch or sales company of a large group")
        AUDITED_BOOKS = "audited_books", _("sound accounts, taxed by audited books")
        EXCLUDED_ACTIVITY_MAJOR = (
            "excluded_activity_major",
            _("main business in an excluded industry with half the income or more"),
        )
        ABOVE_SCALE_LISTED = "above_scale_listed", _("on the statistics bureau's list of above-scale firms")
        IP_ADVANCED = "expert_ip_advanced", _("points: how advanced the IP is")
        IP_CORE = "expert_ip_core", _("points: support of the main product")
        IP_NUMBER = "expert_ip_number", _("points: number of IP rights")
        IP_ACQUIRED = "expert_ip_acquired", _("points: how the IP was acquired")
        IP_STANDARDS = "expert_ip_standards", _("points: part in standards")
        CONVERSION = "expert_conversion", _("points: conversion of results")
        ORGANISATION = "expert_organisation", _("points: R&D organisation")
        NET_ASSETS_GROWTH = "expert_net_assets_growth", _("points: growth of net assets")
        SALES_GROWTH = "expert_sales_growth", _("points: growth of sales")

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="judgements")
    measure = models.CharField(_("measure"), max_length=32, choices=Measure)
    value = models.DecimalField(_("value"), max_digits=8, decimal_places=4)
    judged_on = models.DateField(_("judged on"))

    class Meta:
        ordering = ["enterprise", "measure", "-judged_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "measure", "judged_on"], name="judgement_once_a_day"),
            models.CheckConstraint(condition=Q(value__gte=0), name="judgement_not_negative"),
        ]
