"""Country guides. Their facts are general knowledge, marked "to be checked" until an editor has."""

from datetime import date

from cms.pages.guides import CountryGuideIndexPage, CountryGuidePage
from cms.pages.seeding.guide_words import GUIDES, Bilingual, GuideWords
from cms.pages.seeding.parts import Block, PageSeed, bullets, fact, notice, office, paragraph, stream
from directory.models import Jurisdiction


def guide_pages(today: date, *, with_samples: bool) -> PageSeed:
    """The list of guides and the guides; sample policies only in the demo world."""
    return PageSeed(
        CountryGuideIndexPage,
        "guides",
        {
            "title": "国别指引",
            "introduction": "每个国家写清怎样申请、有什么支持、谁能服务。事实附来源和核对日期，未核对的有标记。",
            "body": stream(notice("指引不是法律意见。期限和费用会变，请以当地主管机关公布的为准。")),
        },
        {
            "title": "Country guides",
            "introduction": "For each country how to file, what support there is and who serves it. Facts carry "
            "their source and the day they were checked; unchecked ones are marked.",
            "body": stream(
                notice("A guide is no legal advice. Terms and fees change: what the local authority publishes decides.")
            ),
        },
        children=[_guide(words, today, with_samples=with_samples) for words in GUIDES],
    )


def _guide(words: GuideWords, today: date, *, with_samples: bool) -> PageSeed:
    return PageSeed(
        CountryGuidePage,
        words.slug,
        _in_language(words, 0, today, with_samples=with_samples),
        _in_language(words, 1, today, with_samples=with_samples),
        shared={"jurisdiction_id": _jurisdiction(words.code), "reviewed_on": today},
    )


def _jurisdiction(code: str) -> int:
    return Jurisdiction.objects.only("pk").get(code=code).pk


def _in_language(words: GuideWords, language: int, today: date, *, with_samples: bool) -> dict[str, str]:
    def say(pair: Bilingual) -> str:
        return pair[language]

    name, role, original, tag, website = words.office
    values = {
        "title": say(words.title),
        "introduction": say(words.introduction),
        "facts": stream(
            *(fact(say(one.label), say(one.text), say(one.source), one.url, today.isoformat()) for one in words.facts)
        ),
        "offices": stream(office(say(name), say(role), website, original, tag)),
        "body": stream(_before_filing()[language], bullets(*words.advice[language])),
    }
    if with_samples:
        values["policies"] = stream(_sample_policy(language, today))
    return values


def _before_filing() -> tuple[Block, Block]:
    return (
        paragraph(
            "在中国完成的发明，向外国申请前须先经保密审查（见《专利法》有关规定，待编辑核对）。选机构时还可以看："
        ),
        paragraph(
            "An invention made in China needs a confidentiality examination before it is filed abroad (see the "
            "Patent Law of China; to be checked by the editors). When choosing an agency, also:"
        ),
    )


def _sample_policy(language: int, today: date) -> Block:
    words = (
        (
            "首次海外申请支持（演示）",
            "园区企业第一次向这个国家申请时，可以申请一对一辅导。演示内容，不是真实政策。",
            "演示园区",
        ),
        (
            "Support for a first filing abroad (demo)",
            (
                "Firms of the park that file there for the first time may ask for one-to-one help. "
                "Demo content, no real policy."
            ),
            "Demo park",
        ),
    )[language]
    value = {
        "title": words[0],
        "text": f"<p>{words[1]}</p>",
        "source": words[2],
        "source_url": "",
        "reviewed_on": today.isoformat(),
    }
    return {"type": "policy", "value": value}
