"""Messages to people, kept as proof that they were sent (and when, where and what)."""

from django.conf import settings
from django.core.validators import EmailValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.messages.querysets import MessageQuerySet


class Message(models.Model):
    """One mail to one address: queued in the transaction that caused it, sent after it by a background task.

    ``secret`` is a one-time link inside ``body``. Once sent, it is blanked in both, so that the stored
    proof opens no door. ``leased_until`` keeps two workers from sending the same message.
    """

    kind = models.CharField(_("Kind"), max_length=80)
    recipient = models.CharField(_("Recipient"), max_length=254, validators=[EmailValidator()])
    language = models.CharField(_("Language"), max_length=10, choices=settings.LANGUAGES)
    subject = models.CharField(_("Subject"), max_length=300)
    body = models.TextField(_("Text"))
    secret = models.CharField(max_length=300, blank=True, editable=False)
    about_model = models.CharField(_("Kind of record"), max_length=100, blank=True)
    about_id = models.CharField(_("Key of the record"), max_length=64, blank=True)
    message_id = models.CharField(_("Message number"), max_length=200, unique=True)
    queued_at = models.DateTimeField(_("Queued at"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("Sent at"), null=True, blank=True)
    failed_at = models.DateTimeField(_("Given up at"), null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("Attempts"), default=0)
    last_error = models.CharField(_("Last error"), max_length=500, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("Message")
        verbose_name_plural = _("Messages")
        ordering = ("-queued_at", "-pk")
        default_permissions = ("view",)
        indexes = (
            models.Index(fields=("about_model", "about_id"), name="message_about"),
            models.Index(fields=("recipient", "-queued_at"), name="message_recipient"),
            models.Index(
                fields=("queued_at",),
                name="message_waiting",
                condition=models.Q(sent_at__isnull=True, failed_at__isnull=True),
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(failed_at__isnull=True),
                name="message_sent_or_given_up",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(secret=""), name="message_sent_keeps_no_secret"
            ),
        )

    def __str__(self) -> str:
        return self.subject
