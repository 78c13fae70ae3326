"""The shared vocabularies: technical fields, services, jurisdictions, parks, kinds, languages.

Rows are facts loaded by a migration from ``directory/taxonomies/data``. Editors may rename a row;
what is used can never be deleted (every reference protects it).
"""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from directory.taxonomies.querysets import JurisdictionQuerySet, ServiceQuerySet, TechnicalFieldQuerySet


class Named(models.Model):
    """Something with a Chinese and an English name."""

    name_zh = models.CharField(_("Chinese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the active language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh


class Sector(Named):
    """One of the five sectors of the WIPO technology concordance (D9)."""

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("Sector")
        verbose_name_plural = _("Sectors")
        ordering = ("position",)


class TechnicalField(Named):
    """One of the 35 WIPO technical fields (D9); ``number`` is WIPO's."""

    number = models.PositiveSmallIntegerField(_("Number"), primary_key=True)
    sector = models.ForeignKey(Sector, verbose_name=_("Sector"), on_delete=models.PROTECT, related_name="fields")

    objects = TechnicalFieldQuerySet.as_manager()

    class Meta:
        verbose_name = _("Technical field")
        verbose_name_plural = _("Technical fields")
        ordering = ("number",)


class IpcRule(models.Model):
    """An IPC prefix that belongs to a field; the longest matching prefix wins (D9)."""

    prefix = models.CharField(_("IPC prefix"), max_length=20, unique=True)
    field = models.ForeignKey(
        TechnicalField, verbose_name=_("Technical field"), on_delete=models.PROTECT, related_name="ipc_rules"
    )

    class Meta:
        verbose_name = _("IPC rule")
        verbose_name_plural = _("IPC rules")
        ordering = ("prefix",)

    def __str__(self) -> str:
        return f"{self.prefix} → {self.field_id}"


class Industry(Named):
    """One of eight key industries: a view over the technical fields (D9)."""

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    fields = models.ManyToManyField(TechnicalField, verbose_name=_("Technical fields"), related_name="industries")

    class Meta:
        verbose_name = _("Industry")
        verbose_name_plural = _("Industries")
        ordering = ("position",)


class Service(Named):
    """A service line (D12) or a group of them; groups have no parent and are never declared."""

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("Group"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Service")
        verbose_name_plural = _("Services")
        ordering = ("position",)


class Region(Named):
    """A part of the world, for country lists; no map is drawn (D10)."""

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("Region")
        verbose_name_plural = _("Regions")
        ordering = ("position",)


class Jurisdiction(Named):
    """An ISO country or a WIPO ST.3 office that is no country (D10)."""

    code = models.CharField(_("Code"), max_length=2, unique=True)
    alpha3 = models.CharField(_("Three-letter code"), max_length=3, blank=True)
    is_office = models.BooleanField(_("Regional or international office"), default=False)
    region = models.ForeignKey(Region, verbose_name=_("Region"), on_delete=models.PROTECT, related_name="jurisdictions")

    objects = JurisdictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Jurisdiction")
        verbose_name_plural = _("Jurisdictions")
        ordering = ("code",)


class Park(Named):
    """One of the sixteen parks of the zone."""

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("Park")
        verbose_name_plural = _("Parks")
        ordering = ("position",)


class AgencyKind(Named):
    """What an agency is (D1); it may be several."""

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("Agency kind")
        verbose_name_plural = _("Agency kinds")
        ordering = ("position",)


class Language(Named):
    """A working language by its BCP 47 tag."""

    code = models.CharField(_("Tag"), max_length=20, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("Working language")
        verbose_name_plural = _("Working languages")
        ordering = ("position",)
