"""An agency, an applicant, officers, and documents that are what they say."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from directory.accounts.enums import Role
from directory.claims.models import Claim
from directory.claims.services import send_claim
from directory.models import Agency, User
from tests.factories.directory import AgencyFactory, UserFactory

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def _clock(clock: object) -> None:
    """Monday 2026-11-23, 10:00 in Shanghai."""


@pytest.fixture
def agency() -> Agency:
    return AgencyFactory(name_zh="栎石知识产权", name_en="Oakstone IP")


@pytest.fixture
def applicant() -> User:
    return UserFactory(email="lin@oakstone.example", language="en")


@pytest.fixture
def officer() -> User:
    return UserFactory(role=Role.REGISTRY_OFFICER)


@pytest.fixture
def proof() -> Callable[..., SimpleUploadedFile]:
    """A fresh upload; ``proof("x.exe", b"MZ")`` for a wrong one."""

    def make(name: str = "authorisation.pdf", content: bytes = PDF) -> SimpleUploadedFile:
        return SimpleUploadedFile(name, content)

    return make


@pytest.fixture
def claim(agency: Agency, applicant: User, proof: Callable[..., SimpleUploadedFile]) -> Claim:
    return send_claim(agency=agency, claimant=applicant, name="Lin", position="Partner", documents=[proof()])
