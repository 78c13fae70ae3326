"""Agencies' own words in the admin: draft, preview, workflow, release (issue section 3)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from directory.accounts.enums import Role
from directory.agencies.drafts import save_narrative_draft, send_draft
from directory.agencies.moderation import ensure_moderation_workflow
from directory.agencies.narrative import AgencyNarrative
from directory.audit.models import AuditEvent
from directory.signals import agencies_changed
from tests.factories.directory import AgencyFactory, InterestFactory, UserFactory

SignIn = Callable[..., Client]
TEXTS = {"summary_zh": "我们做专利。", "summary_en": "We do patents.", "approach_zh": "", "approach_en": ""}


@pytest.fixture
def sent(db: None) -> AgencyNarrative:
    """A narrative that an agency's person wrote and sent."""
    agency = AgencyFactory(claimed=True)
    writer = UserFactory(role=Role.AGENCY_EDITOR, agency=agency)
    save_narrative_draft(agency=agency, texts=TEXTS, written_by=writer)
    return send_draft(agency=agency, sent_by=writer)


def test_who_opens_narratives(sent: AgencyNarrative, sign_in: SignIn) -> None:
    listing, edit = reverse("agency_narratives:list"), reverse("agency_narratives:edit", args=(sent.pk,))
    for role in (Role.REGISTRY_OFFICER, Role.MODERATOR):
        client = sign_in(role)
        assert client.get(listing).status_code == 200
        assert client.get(edit).status_code == 200
    auditor = sign_in(Role.AUDITOR)
    assert auditor.get(listing).status_code == 200
    assert auditor.get(edit).status_code == 404
    assert auditor.get(reverse("agency_narratives:inspect", args=(sent.pk,))).status_code == 200
    for role in (Role.MATCHMAKER, Role.EVENT_EDITOR, Role.SITE_ADMINISTRATOR):
        assert sign_in(role).get(listing).status_code == 404
    assert sign_in(Role.REGISTRY_OFFICER).get(reverse("agency_narratives:add")).status_code == 404


def test_a_moderator_approves_and_the_text_is_public(sent: AgencyNarrative, sign_in: SignIn) -> None:
    told: list[list[int]] = []
    listener = lambda agency_ids, **kwargs: told.append(agency_ids)  # noqa: E731  disconnected below
    agencies_changed.connect(listener)
    state = sent.current_workflow_task_state
    address = reverse("agency_narratives:workflow_action", args=(sent.pk, "approve", state.pk))
    client = sign_in(Role.MODERATOR)
    assert client.post(address, {"comment": ""}).status_code in (200, 302)
    agencies_changed.disconnect(listener)
    sent.refresh_from_db()
    assert sent.live
    assert sent.summary_zh == "我们做专利。"
    assert told == [[sent.agency_id]]
    assert AuditEvent.objects.about(sent.agency).filter(kind="narrative.published").count() == 1


def test_a_preview_shows_the_draft(sent: AgencyNarrative, sign_in: SignIn) -> None:
    client = sign_in(Role.REGISTRY_OFFICER)
    address = reverse("agency_narratives:preview_on_edit", args=(sent.pk,))
    data = {**TEXTS, "summary_zh": "还没公开的话。", "logo": ""}
    assert client.post(address, data).json()["is_valid"]
    assert "还没公开的话。" in client.get(address).content.decode()


def test_a_reader_finds_it_waiting_unless_he_must_recuse(sent: AgencyNarrative, sign_in: SignIn) -> None:
    """D0: recusal."""
    home = reverse("wagtailadmin_home")
    link = reverse("agency_narratives:edit", args=(sent.pk,))
    assert link in sign_in(Role.MODERATOR).get(home).content.decode()
    tied = UserFactory(role=Role.MODERATOR)
    InterestFactory(user=tied, agency=sent.agency)
    page = sign_in(tied).get(home)
    assert [
        row.item.url for row in page.context["panels"][0].get_context_data({})["rows"] if row.item.url == link
    ] == []


def test_the_workflow_is_made_once(sent: AgencyNarrative) -> None:
    assert ensure_moderation_workflow() == ensure_moderation_workflow()
