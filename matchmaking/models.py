"""All models of the app, for Django; each lives in its own subpackage."""

from matchmaking.briefs.models import AdverseParty, Brief, Pairing
from matchmaking.vetting.models import Evidence, VettingFile, VettingTerm

__all__ = ["AdverseParty", "Brief", "Evidence", "Pairing", "VettingFile", "VettingTerm"]
