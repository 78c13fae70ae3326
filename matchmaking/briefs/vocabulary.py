"""The codes that a brief may use, read from the taxonomies."""

from collections.abc import Collection

from directory.models import Agency, Jurisdiction, Language, Service, TechnicalField
from matchmaking.briefs.content import Vocabulary


def known_agencies(public_ids: Collection[str]) -> set[str]:
    """Which of the ids are agencies of the directory (merged ones included: an old address stays good)."""
    return set(Agency.objects.filter(public_id__in=public_ids).values_list("public_id", flat=True))


def read_vocabulary() -> Vocabulary:
    """Four queries. Groups of services carry no service of their own and are no codes."""
    return Vocabulary(
        jurisdictions=frozenset(Jurisdiction.objects.values_list("code", flat=True)),
        fields=frozenset(TechnicalField.objects.values_list("number", flat=True)),
        services=tuple(Service.objects.filter(parent__isnull=False).values_list("code", flat=True)),
        languages=tuple(Language.objects.values_list("code", flat=True)),
        known_agencies=known_agencies,
    )
