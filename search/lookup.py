"""Cards of known agencies, for lists that were not searched for: comparison, shortlist."""

from collections.abc import Sequence
from datetime import date

from search.cards import Card, read_card
from search.eligibility import findable_agencies
from search.models import AgencyDocument


def find_cards(public_ids: Sequence[str], *, day: date) -> list[Card]:
    """Cards of those of ``public_ids`` that may be shown on ``day``, in the order asked for."""
    wanted = findable_agencies(day).filter(public_id__in=public_ids)
    cards = AgencyDocument.objects.filter(agency__in=wanted).values_list("card", flat=True)
    found = {card.public_id: card for card in map(read_card, cards)}
    return [found[one] for one in dict.fromkeys(public_ids) if one in found]
