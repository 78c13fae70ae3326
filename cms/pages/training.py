"""Training: the list, series and events (T2, without registration on the site)."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.fields import StreamField

from cms.feeds.calendar import calendar_response
from cms.pages.base import BasePage, BodyMixin, FixedPageMixin, RoutableBasePage
from cms.pages.blocks.training import MaterialBlock, ProgrammeItemBlock, SpeakerBlock
from cms.pages.enums import EventFormat, EventLevel, RegistrationState
from cms.pages.events import TrainingEventManager, split_events


def _in_wrong_order(first: datetime | None, second: datetime | None) -> bool:
    """Whether both are known and ``second`` is not after ``first``."""
    return first is not None and second is not None and second <= first


class TrainingIndexPage(FixedPageMixin, BodyMixin, BasePage):
    """What is to come, the series, what was."""

    fixed_slug = "training"
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.TrainingSeriesPage"]
    max_count_per_parent = 1
    template = "cms/pages/training_index.html"

    class Meta:
        verbose_name = _("List of trainings")
        verbose_name_plural = _("Lists of trainings")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the events to come and past, and the series."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        events = TrainingEventPage.objects.live().public().descendant_of(self).with_series()
        context["series"] = TrainingSeriesPage.objects.live().public().child_of(self).order_by("title")
        return context | split_events(events, timezone.now())


class TrainingSeriesPage(BodyMixin, RoutableBasePage):
    """Events that belong together, with a calendar to subscribe to."""

    organiser = models.CharField(_("Organiser"), max_length=150, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("organiser"), FieldPanel("body")]
    parent_page_types = ["cms.TrainingIndexPage"]
    subpage_types = ["cms.TrainingEventPage"]
    template = "cms/pages/series.html"

    class Meta:
        verbose_name = _("Training series")
        verbose_name_plural = _("Training series")

    def events(self) -> Any:
        """Its live events in order of time."""
        return TrainingEventPage.objects.live().public().child_of(self).with_series().order_by("starts_at")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds its events."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | split_events(self.events(), timezone.now())

    @path("calendar/", name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """All its events, for a calendar that looks again by itself."""
        return calendar_response(request, self.title, list(self.events()), f"{self.slug}.ics")


class TrainingEventPage(BodyMixin, RoutableBasePage):
    """One event. Times are kept in UTC and always shown in Shanghai's."""

    number = models.CharField(
        _("Number in the series"), max_length=40, blank=True, help_text=_("Such as “Lecture 18”.")
    )
    starts_at = models.DateTimeField(_("Starts at"), help_text=_("Beijing time."))
    ends_at = models.DateTimeField(_("Ends at"), help_text=_("Beijing time."))
    format = models.CharField(_("Format"), max_length=8, choices=EventFormat.choices, default=EventFormat.ON_SITE)
    venue = models.CharField(_("Venue"), max_length=200, blank=True)
    address = models.CharField(_("Address"), max_length=300, blank=True)
    online_url = models.URLField(_("Link for taking part online"), blank=True)
    level = models.CharField(_("Level"), max_length=12, choices=EventLevel.choices, default=EventLevel.BASIC)
    audience = models.CharField(_("Audience"), max_length=200, blank=True)
    languages = ParentalManyToManyField("directory.Language", verbose_name=_("Languages"), related_name="+", blank=True)
    language_note = models.CharField(_("Note on languages"), max_length=150, blank=True)
    fields = ParentalManyToManyField(
        "directory.TechnicalField", verbose_name=_("Technical fields"), related_name="+", blank=True
    )
    jurisdictions = ParentalManyToManyField(
        "directory.Jurisdiction", verbose_name=_("Jurisdictions"), related_name="+", blank=True
    )
    capacity = models.PositiveIntegerField(_("Seats"), null=True, blank=True)
    credit_hours = models.DecimalField(
        _("Credit hours"), max_digits=4, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    fee = models.CharField(_("Fee"), max_length=100, blank=True, help_text=_("Empty: free of charge."))
    registration_opens_at = models.DateTimeField(_("Registration opens at"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("Registration closes at"), null=True, blank=True)
    registration_email = models.EmailField(_("Register by e-mail to"), blank=True)
    registration_url = models.URLField(_("Register at"), blank=True)
    is_cancelled = models.BooleanField(_("Cancelled"), default=False)
    cancellation_reason = models.CharField(_("Reason for cancelling"), max_length=250, blank=True)
    programme = StreamField([("item", ProgrammeItemBlock())], verbose_name=_("Programme"), blank=True)
    speakers = StreamField([("speaker", SpeakerBlock())], verbose_name=_("Speakers"), blank=True)
    materials = StreamField([("material", MaterialBlock())], verbose_name=_("Materials"), blank=True)

    objects: ClassVar[Any] = TrainingEventManager()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("number"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        MultiFieldPanel(
            [FieldPanel("format"), FieldPanel("venue"), FieldPanel("address"), FieldPanel("online_url")],
            heading=_("Place"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("level"),
                FieldPanel("audience"),
                FieldPanel("languages"),
                FieldPanel("language_note"),
                FieldPanel("fields"),
                FieldPanel("jurisdictions"),
            ],
            heading=_("For whom"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("registration_opens_at"), FieldPanel("registration_closes_at")]),
                FieldPanel("registration_email"),
                FieldPanel("registration_url"),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("credit_hours"), FieldPanel("fee")]),
            ],
            heading=_("Registration"),
        ),
        FieldPanel("programme"),
        FieldPanel("speakers"),
        FieldPanel("materials"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("is_cancelled"), FieldPanel("cancellation_reason")], heading=_("Cancellation")),
    ]
    parent_page_types = ["cms.TrainingSeriesPage"]
    subpage_types: list[str] = []
    template = "cms/pages/event.html"

    class Meta:
        verbose_name = _("Training event")
        verbose_name_plural = _("Training events")
        indexes = (models.Index(fields=("starts_at",), name="trainingevent_start"),)
        constraints = (
            models.CheckConstraint(name="trainingevent_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="trainingevent_window_in_order",
                condition=Q(registration_opens_at__isnull=True)
                | Q(registration_closes_at__isnull=True)
                | Q(registration_closes_at__gt=F("registration_opens_at")),
            ),
            models.CheckConstraint(
                name="trainingevent_has_seats", condition=Q(capacity__isnull=True) | Q(capacity__gte=1)
            ),
            models.CheckConstraint(
                name="trainingevent_hours_positive", condition=Q(credit_hours__isnull=True) | Q(credit_hours__gte=0)
            ),
        )

    def clean(self) -> None:
        """Times in order, a place for an event on site, a reason for a cancellation, each said at its field."""
        super().clean()
        errors = {}
        if _in_wrong_order(self.starts_at, self.ends_at):
            errors["ends_at"] = _("It ends before it starts.")
        opens, closes = self.registration_opens_at, self.registration_closes_at
        if _in_wrong_order(opens, closes):
            errors["registration_closes_at"] = _("Registration closes before it opens.")
        if _in_wrong_order(closes, self.ends_at) and closes != self.ends_at:
            errors["registration_closes_at"] = _("Registration closes after the event is over.")
        if self.format != EventFormat.ONLINE and not self.venue:
            errors["venue"] = _("Where does it take place?")
        if self.is_cancelled and not self.cancellation_reason:
            errors["cancellation_reason"] = _("Those who wanted to come are told why.")
        if errors:
            raise ValidationError(errors)

    @property
    def needs_registration(self) -> bool:
        return bool(self.registration_email or self.registration_url)

    def registration_state(self, now: datetime) -> RegistrationState:
        """The registration window at ``now``."""
        if self.is_cancelled:
            return RegistrationState.CANCELLED
        if now >= self.ends_at:
            return RegistrationState.PAST
        if not self.needs_registration:
            return RegistrationState.NONE
        if self.registration_opens_at and now < self.registration_opens_at:
            return RegistrationState.BEFORE
        closes = self.registration_closes_at or self.starts_at
        return RegistrationState.OPEN if now < closes else RegistrationState.CLOSED

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the state of registration and the description for search engines."""
        from cms.feeds.linked_data import describe_event  # noqa: PLC0415  it reads these models

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["series"] = self.get_parent().specific
        context["state"] = self.registration_state(timezone.now())
        context["states"] = RegistrationState
        context["languages"] = list(self.languages.all())
        context["technical_fields"] = list(self.fields.all())
        context["jurisdictions"] = list(self.jurisdictions.all())
        context["linked_data"] = describe_event(self, request, context["series"].title)
        return context

    @path("calendar/", name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """This event alone."""
        return calendar_response(request, self.title, [self], f"{self.slug}.ics")
