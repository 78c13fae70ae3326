"""Who the agencies are (D1-D3, D6-D7).

Three kinds of statement stay apart: register facts (this module's ``Agency``, ``AgencyName``,
``Identifier``, ``Office``; written by rosters and officers), what the agency declares itself
(``capability.py``) and its own words with drafts and moderation (``narrative.py``).
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from directory.agencies.enums import AgencySize, IdentifierScheme, InterestKind, NameKind, OfficeKind, ProfileTier
from directory.agencies.querysets import AgencyQuerySet, InterestQuerySet
from directory.public_ids import new_public_id


class Agency(index.Indexed, models.Model):
    """An intellectual-property service agency, of any country and kind.

    ``name_*``, ``short_name`` and the registered place are copies of the current rows of
    ``AgencyName`` and ``Office``, kept by the services that write those.
    """

    public_id = models.CharField(max_length=16, unique=True, editable=False, default=new_public_id)
    name_zh = models.CharField(_("Chinese name"), max_length=300, blank=True)
    name_en = models.CharField(_("English name"), max_length=300, blank=True)
    short_name = models.CharField(_("Short name"), max_length=100, blank=True)
    kinds = models.ManyToManyField("directory.AgencyKind", verbose_name=_("Kinds"), related_name="agencies", blank=True)
    jurisdiction = models.ForeignKey(
        "directory.Jurisdiction", verbose_name=_("Country"), on_delete=models.PROTECT, related_name="agencies"
    )
    province = models.CharField(_("Province"), max_length=60, blank=True)
    city = models.CharField(_("City"), max_length=100, blank=True)
    district = models.CharField(_("District"), max_length=100, blank=True)
    address = models.CharField(_("Address"), max_length=500, blank=True)
    registered_on = models.DateField(_("Registered on"), null=True, blank=True)
    phone = models.CharField(_("Telephone"), max_length=100, blank=True)
    email = models.EmailField(_("E-mail address"), blank=True)
    website = models.URLField(_("Website"), max_length=300, blank=True)
    scope = models.TextField(_("Business scope"), blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("Parent agency"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="branches",
    )
    is_unidentified = models.BooleanField(
        _("Unidentified"), default=False, help_text=_("Known only by name and place until an officer decides (D2).")
    )
    size_class = models.CharField(_("Size"), max_length=12, choices=AgencySize.choices, blank=True)
    corporate_group = models.CharField(_("Corporate group"), max_length=200, blank=True)
    foreign_qualified_staff = models.PositiveIntegerField(_("Staff with foreign qualifications"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("Claimed at"), null=True, blank=True)
    verified_until = models.DateField(_("Verified until"), null=True, blank=True)
    evaluated_until = models.DateField(_("Evaluated until"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", verbose_name=_("Merged into"), null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed"
    )
    is_fictional = models.BooleanField(_("Fictional (demo)"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    search_fields = (
        index.SearchField("name_zh"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_zh"),
        index.AutocompleteField("name_en"),
        index.FilterField("public_id"),
    )
    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("Agency")
        verbose_name_plural = _("Agencies")
        ordering = ("name_zh", "name_en", "pk")
        indexes = (
            models.Index(fields=("jurisdiction", "province", "city"), name="agency_place"),
            models.Index(fields=("name_zh",), name="agency_name_zh"),
        )
        constraints = (
            models.CheckConstraint(name="agency_has_a_name", condition=~Q(name_zh="") | ~Q(name_en="")),
            models.CheckConstraint(
                name="agency_not_its_own_parent", condition=Q(parent__isnull=True) | ~Q(parent=F("id"))
            ),
            models.CheckConstraint(
                name="agency_not_merged_into_itself", condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id"))
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the active language, or the only one there is."""
        if (get_language() or "").startswith("en"):
            return self.name_en or self.name_zh
        return self.name_zh or self.name_en

    @property
    def other_name(self) -> str:
        """The name in the other language, when there is one."""
        other = self.name_zh if self.name == self.name_en else self.name_en
        return other if other != self.name else ""

    def profile_tier(self, day: date) -> ProfileTier:
        """D6 on ``day``; the dates of verification and evaluation are the last valid days."""
        verified = self.verified_until is not None and day <= self.verified_until
        if verified and self.evaluated_until is not None and day <= self.evaluated_until:
            return ProfileTier.EVALUATED
        if verified:
            return ProfileTier.VERIFIED
        return ProfileTier.CLAIMED if self.claimed_at else ProfileTier.LISTED


class AgencyName(models.Model):
    """A name an agency bears or bore. The rows are the truth; ``Agency`` holds copies (D2)."""

    agency = models.ForeignKey(Agency, verbose_name=_("Agency"), on_delete=models.CASCADE, related_name="names")
    text = models.CharField(_("Name"), max_length=300)
    folded = models.CharField(max_length=300, editable=False, db_index=True)
    language = models.CharField(_("Language"), max_length=10)
    kind = models.CharField(_("Kind"), max_length=12, choices=NameKind.choices)
    since = models.DateField(_("From"), null=True, blank=True)
    until = models.DateField(_("Until"), null=True, blank=True)

    class Meta:
        verbose_name = _("Name")
        verbose_name_plural = _("Names")
        ordering = ("agency", "kind", "since", "pk")
        constraints = (
            models.CheckConstraint(name="agencyname_not_empty", condition=~Q(text="")),
            models.CheckConstraint(
                name="agencyname_ends_after_start",
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
            ),
            models.UniqueConstraint(
                fields=("agency", "language"),
                condition=Q(kind=NameKind.REGISTERED, until__isnull=True),
                name="agencyname_one_registered_now",
            ),
        )

    def __str__(self) -> str:
        return self.text


class Identifier(models.Model):
    """A number that means one agency (D2). Two agencies with one identifier are refused."""

    agency = models.ForeignKey(Agency, verbose_name=_("Agency"), on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("Scheme"), max_length=20, choices=IdentifierScheme.choices)
    issuer = models.CharField(
        _("Issuer"), max_length=60, blank=True, help_text=_("Code of the register, for the scheme “register”.")
    )
    value = models.CharField(_("Value"), max_length=60)

    class Meta:
        verbose_name = _("Identifier")
        verbose_name_plural = _("Identifiers")
        ordering = ("scheme", "issuer", "value")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "issuer", "value"), name="identifier_means_one_agency"),
            models.CheckConstraint(name="identifier_not_empty", condition=~Q(value="")),
            models.CheckConstraint(
                name="identifier_issuer_for_registers",
                condition=(Q(scheme=IdentifierScheme.REGISTER) & ~Q(issuer=""))
                | (~Q(scheme=IdentifierScheme.REGISTER) & Q(issuer="")),
            ),
        )

    def __str__(self) -> str:
        return self.value


class Office(models.Model):
    """A place where an agency works; the registered place decides (D3)."""

    agency = models.ForeignKey(Agency, verbose_name=_("Agency"), on_delete=models.CASCADE, related_name="offices")
    kind = models.CharField(_("Kind"), max_length=12, choices=OfficeKind.choices)
    jurisdiction = models.ForeignKey(
        "directory.Jurisdiction", verbose_name=_("Country"), on_delete=models.PROTECT, related_name="offices"
    )
    province = models.CharField(_("Province"), max_length=60, blank=True)
    city = models.CharField(_("City"), max_length=100, blank=True)
    district = models.CharField(_("District"), max_length=100, blank=True)
    address = models.CharField(_("Address"), max_length=500, blank=True)
    since = models.DateField(_("From"), null=True, blank=True)
    until = models.DateField(_("Until"), null=True, blank=True)

    class Meta:
        verbose_name = _("Office")
        verbose_name_plural = _("Offices")
        ordering = ("agency", "kind", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("agency",),
                condition=Q(kind=OfficeKind.REGISTERED, until__isnull=True),
                name="office_one_registered_now",
            ),
            models.CheckConstraint(
                name="office_ends_after_start",
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
            ),
        )

    def __str__(self) -> str:
        return " ".join(part for part in (self.city, self.district, self.address) if part) or str(self.jurisdiction)


class Interest(models.Model):
    """A person's stake in an agency, for recusal (D0); former ones count for three years."""

    user = models.ForeignKey(
        "directory.User", verbose_name=_("User"), on_delete=models.CASCADE, related_name="interests"
    )
    agency = models.ForeignKey(Agency, verbose_name=_("Agency"), on_delete=models.CASCADE, related_name="interests")
    kind = models.CharField(_("Kind"), max_length=14, choices=InterestKind.choices)
    since = models.DateField(_("From"))
    until = models.DateField(_("Until"), null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("Interest")
        verbose_name_plural = _("Interests")
        ordering = ("user", "agency", "since")
        constraints = (
            models.UniqueConstraint(fields=("user", "agency", "kind", "since"), name="interest_once"),
            models.CheckConstraint(
                name="interest_ends_after_start", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.agency} · {self.get_kind_display()}"
