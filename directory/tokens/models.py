"""One-time tokens sent by mail: the secret goes out once, only its digest stays."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.tokens.querysets import MailTokenQuerySet


class MailToken(models.Model):
    """A right to do one thing once (``purpose``) to one record (``subject``) until ``expires_at``.

    ``subject`` is text such as ``"directory.invitation:17"``, so that any app may use tokens.
    """

    purpose = models.CharField(_("Purpose"), max_length=60)
    subject = models.CharField(_("Key of the record"), max_length=160)
    digest = models.CharField(_("Digest"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("Issued at"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("Expires at"))
    used_at = models.DateTimeField(_("Used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("Withdrawn at"), null=True, blank=True)

    objects = MailTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mail token")
        verbose_name_plural = _("Mail tokens")
        default_permissions = ()
        indexes = (models.Index(fields=("purpose", "subject"), name="mail_token_subject"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="mail_token_expires_later"
            ),
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True) | models.Q(revoked_at__isnull=True),
                name="mail_token_used_or_withdrawn",
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject}"
