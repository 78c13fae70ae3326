"""What the database engine searches: one document per agency, made from the directory and never the truth itself.

Documents hold from/until dates and no "current" flags (a suspension or a verification ends at 00:00 in Shanghai
without a job). Facet values are small numbers packed into one binary column, because counting 100,000 documents
by rows of a facet table takes seconds and by packed numbers milliseconds (``search.engines.matrix``).
"""

from django.db import models

from directory.models import Agency


class AgencyDocument(models.Model):
    """One agency as it is found. Lines of text stand between line breaks, so that a whole line or its
    beginning can be asked for."""

    agency = models.OneToOneField(Agency, on_delete=models.CASCADE, primary_key=True, related_name="+")
    codes = models.TextField(help_text="Folded identifiers, one a line.")
    names = models.TextField(help_text="Folded names of every kind and time, one a line.")
    brands = models.TextField(help_text="Names without place, trade and legal form, one a line.")
    sounds = models.TextField(help_text="Pinyin and initials of names and brands, one a line.")
    values = models.BinaryField(help_text="Keys of facet values that hold on any day: little-endian uint32.")
    dated = models.BinaryField(help_text="Facet values with a window: uint32 key, int32 first day, int32 day after.")
    key_zh = models.CharField(max_length=320, help_text="Sorts by name for readers of Chinese.")
    key_en = models.CharField(max_length=320, help_text="Sorts by name for readers of English.")
    registered_on = models.DateField(null=True)
    card = models.JSONField(help_text="What a card shows; see ``search.cards``.")
    built_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("key_zh", "agency"), name="agencydocument_by_zh"),
            models.Index(fields=("key_en", "agency"), name="agencydocument_by_en"),
            models.Index(fields=("registered_on", "agency"), name="agencydocument_by_age"),
        )

    def __str__(self) -> str:
        return f"document of agency {self.agency_id}"


class FacetValue(models.Model):
    """The small number of one value of one facet."""

    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=250)

    class Meta:
        ordering = ("facet", "value")
        constraints = (models.UniqueConstraint(fields=("facet", "value"), name="facetvalue_once"),)

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"


class IndexState(models.Model):
    """One row. ``version`` is a new random word after every write, so that a rolled-back write can never
    give two contents one version; caches are keyed by it and the day."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    version = models.CharField(max_length=32)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(name="indexstate_one_row", condition=models.Q(id=1)),)

    def __str__(self) -> str:
        return self.version


class OutboxEntry(models.Model):
    """An agency whose document is no longer known to be right; written in the transaction that changed it."""

    agency_id = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "outbox entries"

    def __str__(self) -> str:
        return f"agency {self.agency_id}"
