"""Agencies a person keeps in mind. Private to the person; whoever is not signed in keeps them in the session."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models import Agency


class ShortlistEntry(models.Model):
    """One agency on one person's shortlist, with the person's note."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("User"), on_delete=models.CASCADE, related_name="shortlist"
    )
    agency = models.ForeignKey(Agency, verbose_name=_("Agency"), on_delete=models.CASCADE, related_name="+")
    note = models.CharField(_("Note"), max_length=500, blank=True)
    added_at = models.DateTimeField(_("Added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("Shortlist entry")
        verbose_name_plural = _("Shortlist entries")
        ordering = ("added_at", "pk")
        constraints = (models.UniqueConstraint(fields=("user", "agency"), name="shortlist_agency_once"),)

    def __str__(self) -> str:
        return f"{self.user} · {self.agency}"
