"""Training: the list, two series, and sample events around the day of loading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cms.pages.enums import EventFormat, EventLevel
from cms.pages.seeding.parts import Block, PageSeed, item, paragraph, speaker, stream
from cms.pages.training import TrainingEventPage, TrainingIndexPage, TrainingSeriesPage
from directory.models import Jurisdiction, Language, TechnicalField

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class EventWords:
    """A sample event ``days`` from the day of loading; texts in Chinese and English."""

    slug: str
    days: int
    hours: tuple[str, str]
    title: tuple[str, str]
    introduction: tuple[str, str]
    number: tuple[str, str]
    format: EventFormat
    level: EventLevel
    audience: tuple[str, str]
    programme: tuple[tuple[str, tuple[str, str]], ...]
    speakers: tuple[tuple[str, tuple[str, str], tuple[str, str], str], ...]
    fields: tuple[int, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("zh",)
    capacity: int = 80
    credit_hours: float = 3
    cancelled: tuple[str, str] = ("", "")


NONE = ("无", "None")
VENUE = ("演示会议中心 3 层报告厅", "Lecture hall, third floor, Demo Conference Centre")
MANAGERS = ("企业知识产权经理、研发负责人", "IP managers and heads of development")
TEACHER = ("梁予安", ("高校法学院讲师", "lecturer at a law school"), NONE, "zh-Hans")
LECTURES = (
    EventWords(
        "lecture-18",
        10,
        ("14:00", "17:00"),
        ("欧洲专利的答复与听证", "European office actions and hearings"),
        (
            "读懂欧洲审查意见：什么时候书面答复，什么时候要求口头听证。面向已有或准备欧洲申请的企业。",
            (
                "Reading a European office action: when to answer in writing, when to "
                "ask for a hearing. For firms with "
                "European applications or plans for them."
            ),
        ),
        ("第 18 讲", "Lecture 18"),
        EventFormat.HYBRID,
        EventLevel.INTERMEDIATE,
        MANAGERS,
        (
            ("14:00", ("一件真实结构的审查意见，逐段读", "An office action, paragraph by paragraph")),
            ("15:00", ("书面答复：修改的余地与代价", "Answering in writing: room for amendments and its price")),
            ("16:00", ("口头听证：流程、时间、费用", "The hearing: course, time, cost")),
        ),
        (
            (
                "Dr. Henrike Vossmoor",
                (
                    "欧洲专利律师，Rautenfels Osterhold（慕尼黑，虚构）",
                    "European patent attorney, Rautenfels Osterhold (Munich, fictional)",
                ),
                (
                    "所在机构在本站名录中。讲授不作推荐。",
                    "Her agency is in this directory. Teaching is no recommendation.",
                ),
                "de",
            ),
            TEACHER,
        ),
        (4, 6),
        ("EP",),
        ("zh", "en"),
    ),
    EventWords(
        "lecture-19",
        24,
        ("09:30", "11:30"),
        ("商业秘密与离职管理", "Trade secrets and leaving staff"),
        (
            "入职、在职、离职三个时点各做什么，文件怎么留。",
            "What to do when people join, work and leave, and which papers to keep.",
        ),
        ("第 19 讲", "Lecture 19"),
        EventFormat.ON_SITE,
        EventLevel.BASIC,
        ("人事和知识产权负责人", "Heads of personnel and of IP"),
        (("09:30", ("三个时点与三张清单", "Three moments and three lists")), ("10:45", ("问答", "Questions"))),
        (TEACHER,),
        capacity=60,
        credit_hours=2,
    ),
    EventWords(
        "lecture-17",
        -20,
        ("14:00", "16:30"),
        ("读懂一份检索报告", "Reading a search report"),
        ("检索报告里哪些栏目决定下一步。", "Which columns of a search report decide the next step."),
        ("第 17 讲", "Lecture 17"),
        EventFormat.HYBRID,
        EventLevel.BASIC,
        MANAGERS,
        (("14:00", ("报告的结构", "How a report is built")), ("15:15", ("三份样例", "Three samples"))),
        (TEACHER,),
        (6,),
    ),
    EventWords(
        "lecture-16",
        -62,
        ("14:00", "17:00"),
        ("海外布局的先后与预算", "Filing abroad: order and budget"),
        ("先去哪些国家，钱怎么排。", "Which countries first, and how to spread the money."),
        ("第 16 讲", "Lecture 16"),
        EventFormat.ON_SITE,
        EventLevel.INTERMEDIATE,
        MANAGERS,
        (("14:00", ("先后", "Order")), ("15:30", ("预算", "Budget"))),
        (TEACHER,),
        (),
        ("EP", "US", "JP"),
    ),
)
ABROAD = (
    EventWords(
        "united-states-biomedicine",
        17,
        ("19:00", "20:30"),
        ("生物医药企业的美国布局", "Biomedicine: filing in the United States"),
        (
            "临时申请、继续申请与披露义务，晚间线上课。",
            "Provisionals, continuations and the duty of disclosure; an evening online.",
        ),
        ("", ""),
        EventFormat.ONLINE,
        EventLevel.ADVANCED,
        ("生物医药企业的知识产权负责人", "Heads of IP in biomedicine"),
        (("19:00", ("申请路线", "Routes")), ("20:00", ("问答", "Questions"))),
        (
            (
                "Marisol Tenney",
                (
                    "美国专利律师，Alderquist IP（波士顿，虚构）",
                    "US patent attorney, Alderquist IP (Boston, fictional)",
                ),
                NONE,
                "en",
            ),
        ),
        (14, 15, 16),
        ("US",),
        ("en", "zh"),
        capacity=300,
        credit_hours=1.5,
    ),
    EventWords(
        "japan-translation",
        31,
        ("14:00", "16:00"),
        ("日本申请的译文", "Translations for Japan"),
        ("译文怎样影响保护范围。", "How a translation shapes the scope."),
        ("", ""),
        EventFormat.ONLINE,
        EventLevel.INTERMEDIATE,
        MANAGERS,
        (("14:00", ("三个常见错误", "Three common mistakes")),),
        (TEACHER,),
        (),
        ("JP",),
        capacity=120,
        credit_hours=2,
        cancelled=("讲者生病，改期另行通知。", "The speaker is ill; a new date will be announced."),
    ),
    EventWords(
        "germany-utility-models",
        -41,
        ("14:00", "16:00"),
        ("德国实用新型的用处", "What German utility models are good for"),
        ("什么时候用实用新型更快。", "When a utility model is the quicker way."),
        ("", ""),
        EventFormat.ONLINE,
        EventLevel.BASIC,
        MANAGERS,
        (("14:00", ("制度与例子", "The system and examples")),),
        (TEACHER,),
        (),
        ("DE",),
        capacity=200,
        credit_hours=2,
    ),
)


def training_pages(today: date, *, with_samples: bool) -> PageSeed:
    """The list and two series; events only in the demo world."""
    return PageSeed(
        TrainingIndexPage,
        "training",
        {"title": "培训", "introduction": "知识产权大讲堂与海外申请培训，面向园区中小企业。时间均为北京时间。"},
        {
            "title": "Training",
            "introduction": (
                "IP lectures and training on filing abroad, for small and medium firms. All times are Beijing time."
            ),
        },
        children=[
            PageSeed(
                TrainingSeriesPage,
                "lectures",
                {
                    "title": "知识产权大讲堂",
                    "introduction": "每月一讲，一次讲透一个问题，留足问答时间。",
                    "organiser": "园区知识产权服务中心",
                    "body": stream(paragraph("讲者说明所在单位和利益关系。讲授不构成对任何机构的推荐。")),
                },
                {
                    "title": "IP lectures",
                    "introduction": "One lecture a month: one question, answered thoroughly, with time for questions.",
                    "organiser": "IP service centre of the park",
                    "body": stream(
                        paragraph(
                            "Speakers state where they work and what interests they have. "
                            "Teaching is no recommendation."
                        )
                    ),
                },
                children=_events(LECTURES, today) if with_samples else (),
            ),
            PageSeed(
                TrainingSeriesPage,
                "filing-abroad",
                {
                    "title": "海外申请培训",
                    "introduction": "按国家讲申请路线、期限和费用，多为线上。",
                    "organiser": "园区知识产权服务中心",
                },
                {
                    "title": "Filing abroad",
                    "introduction": "Country by country: routes, terms and costs, mostly online.",
                    "organiser": "IP service centre of the park",
                },
                children=_events(ABROAD, today) if with_samples else (),
            ),
        ],
    )


def _events(words: Sequence[EventWords], today: date) -> list[PageSeed]:
    return [_event(one, today) for one in words]


def _event(words: EventWords, today: date) -> PageSeed:
    day = today + timedelta(days=words.days)
    starts_at, ends_at = (datetime.combine(day, time.fromisoformat(hour), SHANGHAI) for hour in words.hours)
    shared: dict[str, Any] = {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "format": words.format,
        "level": words.level,
        "capacity": words.capacity,
        "credit_hours": words.credit_hours,
        "registration_opens_at": starts_at - timedelta(days=28),
        "registration_closes_at": starts_at - timedelta(days=1),
        "registration_email": "training@zhiheng.example",
        "online_url": "" if words.format == EventFormat.ON_SITE else "https://live.zhiheng.example/",
        "is_cancelled": bool(words.cancelled[0]),
    }
    related = {
        "fields": lambda: TechnicalField.objects.filter(pk__in=words.fields),
        "jurisdictions": lambda: Jurisdiction.objects.filter(code__in=words.jurisdictions),
        "languages": lambda: Language.objects.filter(code__in=words.languages),
    }
    return PageSeed(
        TrainingEventPage, words.slug, _in_language(words, 0), _in_language(words, 1), shared=shared, related=related
    )


def _in_language(words: EventWords, language: int) -> dict[str, str]:
    return {
        "title": words.title[language],
        "introduction": words.introduction[language],
        "number": words.number[language],
        "audience": words.audience[language],
        "venue": "" if words.format == EventFormat.ONLINE else VENUE[language],
        "cancellation_reason": words.cancelled[language],
        "programme": stream(*(item(hour, texts[language]) for hour, texts in words.programme)),
        "speakers": stream(*_speakers(words, language)),
    }


def _speakers(words: EventWords, language: int) -> list[Block]:
    return [
        speaker(name, affiliation[language], conflict[language], tag)
        for name, affiliation, conflict, tag in words.speakers
    ]
