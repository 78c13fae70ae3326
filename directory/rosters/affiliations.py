"""Which agency a firm's name in a register of people means."""

from collections import defaultdict
from collections.abc import Iterable

from directory.agencies.enums import IdentifierScheme, NameKind
from directory.agencies.models import AgencyName, Identifier
from directory.agencies.names import fold_name


def resolve_agencies(texts: Iterable[str]) -> dict[str, int]:
    """``{text: agency}`` for texts that mean exactly one agency, by any of its names or its CNIPA or credit code.

    Short names are left out (several agencies share a brand word), and so is whatever fits two agencies.
    """
    wanted = {text for text in texts if text}
    folded = {text: fold_name(text) for text in wanted}
    found: dict[str, set[int]] = defaultdict(set)
    names = AgencyName.objects.filter(folded__in=set(folded.values())).exclude(kind=NameKind.SHORT)
    for name, agency, merged in names.values_list("folded", "agency_id", "agency__merged_into_id"):
        found[name].add(merged or agency)
    numbers = Identifier.objects.filter(value__in=wanted).exclude(scheme=IdentifierScheme.REGISTER)
    for value, agency in numbers.values_list("value", "agency_id"):
        found[value].add(agency)
    meant = {text: found.get(text) or found.get(folded[text]) or set() for text in wanted}
    return {text: next(iter(agencies)) for text, agencies in meant.items() if len(agencies) == 1}
