"""Every model of the app in one place for Django; each lives with its subpackage."""

from cms.pages.guides import CountryGuideIndexPage, CountryGuidePage
from cms.pages.home import HomePage
from cms.pages.notices import NoticeIndexPage, NoticePage
from cms.pages.standard import StandardPage
from cms.pages.tools import ToolPage
from cms.pages.training import TrainingEventPage, TrainingIndexPage, TrainingSeriesPage
from cms.shortlist.models import ShortlistEntry

__all__ = [
    "CountryGuideIndexPage",
    "CountryGuidePage",
    "HomePage",
    "NoticeIndexPage",
    "NoticePage",
    "ShortlistEntry",
    "StandardPage",
    "ToolPage",
    "TrainingEventPage",
    "TrainingIndexPage",
    "TrainingSeriesPage",
]
