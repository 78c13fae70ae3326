"""The whole tree: the home page and everything below it."""

from datetime import date, timedelta

from cms.pages.home import HomePage
from cms.pages.notices import NoticeIndexPage, NoticePage
from cms.pages.seeding.guides import guide_pages
from cms.pages.seeding.parts import Block, PageSeed, paragraph, stream
from cms.pages.seeding.standard import (
    about_page,
    accessibility_page,
    matching_page,
    method_page,
    privacy_page,
    tool_pages,
)
from cms.pages.seeding.training import training_pages


def site_tree(today: date, *, with_samples: bool) -> PageSeed:
    """Every page in both languages. Samples (events, notices, a demo policy) only in the demo world."""
    return PageSeed(
        HomePage,
        "home",
        {
            "title": "知衡",
            "heading": "哪家机构擅长什么，凭证据说话",
            "introduction": "查知识产权服务机构在 35 个技术领域里的官方信"
            "用、协会评价和客户经历。三样分开放，不合成一个分。",
            "examples": _examples("数字通信", "H04L 9/32", "lishi", "德国", "专利无效"),
            "find_text": "按技术领域、服务、地点筛选，读一份如实的档案，并排比较 2 至 5 家。",
            "match_text": "说出目标国家、领域和服务，每个国家得到 5 至 10 家核验过的机构和理由。不需要写技术内容。",
            "training_text": "知识产权大讲堂与海外申请培训，免费，面向中小企业。",
        },
        {
            "title": "Zhiheng",
            "heading": "Which agency is good at what, on evidence",
            "introduction": "Official credit, association's evaluation and clients' experience of IP agencies in 35 "
            "technical fields. Three kinds of fact, kept apart, never one score.",
            "examples": _examples("digital communication", "H04L 9/32", "lishi", "Germany", "invalidation"),
            "find_text": "Filter by technical field, service and place, read one honest profile, compare two to five.",
            "match_text": "Name countries, fields and services; get 5 to 10 vetted agencies per country, with reasons. "
            "No technical text.",
            "training_text": "IP lectures and training on filing abroad, free of charge, for small and medium firms.",
        },
        children=[
            about_page(),
            method_page(),
            matching_page(),
            privacy_page(),
            accessibility_page(),
            _notices(today, with_samples=with_samples),
            guide_pages(today, with_samples=with_samples),
            training_pages(today, with_samples=with_samples),
            *tool_pages(),
        ],
    )


def _examples(*texts: str) -> str:
    blocks: list[Block] = [{"type": "example", "value": text} for text in texts]
    return stream(*blocks)


def _notices(today: date, *, with_samples: bool) -> PageSeed:
    return PageSeed(
        NoticeIndexPage,
        "notices",
        {"title": "公告", "introduction": "名录、评价、国别对接和培训的公告，新的在前。"},
        {
            "title": "Notices",
            "introduction": "On the directory, evaluation, matching abroad and training, newest first.",
        },
        children=_sample_notices(today) if with_samples else (),
    )


def _sample_notices(today: date) -> list[PageSeed]:
    return [
        _notice(
            today - timedelta(days=4),
            "directory-opens",
            ("名录上线：国内外机构可查", "The directory opens"),
            (
                "按登记快照整理，机构可以认领自己的档案。",
                "Ordered from register snapshots; agencies may claim their profiles.",
            ),
            (
                "登记事实由专员核对后写入，机构自报的内容在核验前都有标记。发现错误请告诉我们，附上依据。",
                (
                    "Register facts are checked by officers; what an agency says of itself "
                    "is marked until it is verified. "
                    "If something is wrong, tell us and say on what ground."
                ),
            ),
        ),
        _notice(
            today - timedelta(days=10),
            "vetting-starts",
            ("国别核验开始（演示）", "Vetting for country lists starts (demo)"),
            (
                "首批核验德国、美国、日本等法域的机构。",
                "The first files cover Germany, the United States, Japan and others.",
            ),
            (
                "核验看执业登记、工作语言、职业保险、客户证明和书面承诺，每 12 个月复核一次。演示内容。",
                (
                    "Vetting looks at licences, working languages, insurance, references and "
                    "a written commitment, again every "
                    "12 months. Demo content."
                ),
            ),
        ),
        _notice(
            today - timedelta(days=17),
            "method-for-comment",
            ("评价办法征求意见（演示）", "The method is open for comment (demo)"),
            ("首个评价期发布前，办法公开征求意见。", "Before the first edition the method is open for comment."),
            (
                "意见请写明条目和理由。采纳与否都会公开答复。演示内容。",
                "Please name the clause and your reasons. Every comment gets a public answer. Demo content.",
            ),
        ),
    ]


def _notice(
    day: date, slug: str, title: tuple[str, str], introduction: tuple[str, str], text: tuple[str, str]
) -> PageSeed:
    return PageSeed(
        NoticePage,
        slug,
        {"title": title[0], "introduction": introduction[0], "body": stream(paragraph(text[0]))},
        {"title": title[1], "introduction": introduction[1], "body": stream(paragraph(text[1]))},
        shared={"published_on": day},
    )
