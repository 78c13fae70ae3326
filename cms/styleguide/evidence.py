"""Samples of what shows evidence: cards, tiers, plots, ledgers, truths, conduct, reasons."""

from datetime import date
from typing import Any

from cms.styleguide.parts import Component, Sample, say


def evidence_components() -> list[Component]:
    """From the small (a tier) to the large (a whole ledger)."""
    return [
        Component("tier_badge", say("等级", "Tier badge"), _tiers()),
        Component("axis", say("标尺", "Axis"), [Sample(say("35 至 75", "35 to 75"))], wide=True),
        Component("interval_plot", say("区间图", "Interval plot"), _plots()),
        Component("ledger", say("分数账", "Score ledger"), [Sample(say("样例", "Sample"), _ledger())], wide=True),
        Component("truths", say("三种事实", "Three truths"), _truths(), wide=True),
        Component("result_card", say("结果卡片", "Result card"), _cards(), wide=True),
        Component(
            "conduct_line",
            say("卡内一行", "Conduct line"),
            [
                Sample(
                    say("样例", "Sample"),
                    {
                        "lead": say("一般失信记录 1 条", "1 general conduct record"),
                        "text": say("：不当招揽业务（样例）", ": improper solicitation (sample)"),
                    },
                )
            ],
        ),
        Component(
            "conduct_notice",
            say("失信记录", "Conduct notice"),
            [Sample(say("样例", "Sample"), {"record": _conduct()})],
            wide=True,
        ),
        Component(
            "places",
            say("十个位置", "Ten places"),
            [
                Sample(say("差 3 家", "3 short"), {"found": 2, "words": say("2 家，应有 5 家", "2, 5 are wanted")}),
                Sample(say("够了", "Enough"), {"found": 6, "words": say("6 家", "6")}),
            ],
        ),
        Component("reasons", say("理由", "Reasons"), [Sample(say("样例", "Sample"), _reasons())], wide=True),
        Component(
            "compare_table", say("比较表", "Compare table"), [Sample(say("样例", "Sample"), _comparison())], wide=True
        ),
    ]


def _tiers() -> list[Sample]:
    return [
        Sample(say("一等", "Tier 1"), {"tier": 1}),
        Sample(say("二等", "Tier 2"), {"tier": 2}),
        Sample(say("三等", "Tier 3"), {"tier": 3}),
        Sample(say("未入等", "Below tier 3"), {"tier": 0}),
        Sample(say("初步", "Preliminary"), {"tier": 2, "preliminary": True}),
        Sample(say("证据不足", "Insufficient"), {"insufficient": True}),
        Sample(say("大", "Large"), {"tier": 1, "large": True}),
    ]


def _plots() -> list[Sample]:
    return [
        Sample(say("一等", "Tier 1"), {"low": 60.7, "high": 66.1, "score": 63.4, "tier_words": say("一等", "tier 1")}),
        Sample(
            say("初步（空心）", "Preliminary (hollow)"),
            {
                "low": 54.6,
                "high": 63.8,
                "score": 59.2,
                "state": "preliminary",
                "tier_words": say("二等，初步", "tier 2, preliminary"),
            },
        ),
        Sample(say("异议中", "Disputed"), {"low": 52.5, "high": 59.1, "score": 55.8, "state": "disputed"}),
        Sample(say("未入等", "Below tier 3"), {"low": 45.8, "high": 52.0, "score": 48.9, "state": "none"}),
        Sample(say("证据不足", "Insufficient"), {"low": 43.8, "high": 60.2, "state": "insufficient"}),
    ]


def _ledger_rows() -> list[tuple[str, str, str, str, float, str]]:
    return [
        (
            say("授权率", "Allowance rate"),
            "151 / 214 = 70.6%",
            "69.1%",
            "68.3 × 30%",
            5.5,
            say("高于同行", "above the peers"),
        ),
        (
            say("授权所需月数", "Months to grant"),
            "19.4 (n 151)",
            "19.8",
            "62.0 × 15%",
            1.8,
            say("少于同行 2.1 个月", "2.1 fewer than the peers"),
        ),
        (say("五年维持率", "Kept after five years"), "131 / 148 = 88.5%", "87.0%", "68.0 × 20%", 3.6, ""),
        (
            say("技术背景相符", "Matching background"),
            "9 / 23 = 39.1%",
            "41.6%",
            "44.0 × 10%",
            -0.6,
            say("低于同行", "below the peers"),
        ),
    ]


def _ledger() -> dict[str, Any]:
    strength = say("1.0 登记", "1.0 register")
    return {
        "lines": [
            {
                "name": name,
                "raw": raw,
                "shrunk": shrunk,
                "weight": weight,
                "points": points,
                "sentence": sentence,
                "strength": strength,
            }
            for name, raw, shrunk, weight, points, sentence in _ledger_rows()
        ],
        "total": 60.3,
        "why": say("样例：得分超过 55 的概率 0.97。", "Sample: the probability of more than 55 is 0.97."),
        "missing": say("样例：答复的说明文件。", "Sample: documents on answers to office actions."),
    }


def _truths() -> list[Sample]:
    full = {
        "official": {
            "grade": "B",
            "scheme": say("专利代理信用评价（样例）", "Patent agency credit (sample)"),
            "score": "84.5 / 100",
            "date": date(2026, 3, 31),
            "source_url": "#truths",
        },
        "association": {
            "lines": [
                {"tier": 1, "field": say("计算机技术", "Computer technology")},
                {"tier": 2, "field": say("数字通信", "Digital communication")},
            ],
            "basis": say(
                "撰写与申请 · 2026 期 · 证据 381 件（样例）", "Drafting and filing · 2026 · 381 cases (sample)"
            ),
        },
        "clients": {
            "mean": 4.54,
            "count": 38,
            "text": say("38 份评价（样例）", "38 reviews (sample)"),
            "url": "#truths",
        },
    }
    return [
        Sample(say("三样都有", "All three"), full),
        Sample(say("都还没有", "Nothing published yet"), {"key": "-none"}),
    ]


def _card() -> dict[str, Any]:
    return {
        "public_id": "sample",
        "url": "#result_card",
        "name": say("北京栎石知识产权代理有限公司（样例）", "Oakstone IP (sample)"),
        "alternative": say("Oakstone IP", "北京栎石知识产权代理有限公司"),
        "alternative_lang": say("en", "zh-Hans"),
        "profile_tier": say("已评价", "evaluated"),
        "place": say("北京 海淀", "Haidian, Beijing"),
        "kinds": say("专利代理", "patent agency"),
        "since": 2008,
        "people": 64,
        "official": {"grade": "A", "date": date(2026, 3, 31)},
        "cells": 6,
        "clients": {"mean": 4.54, "count": 38},
    }


def _evaluation() -> dict[str, Any]:
    return {
        "score": 63.4,
        "low": 60.7,
        "high": 66.1,
        "tier": 1,
        "tier_words": say("一等", "tier 1"),
        "basis": [
            say("计算机技术 · 撰写与申请 · 2026 期", "Computer technology · drafting and filing · 2026"),
            say("证据 214 件，2023–2025", "214 cases, 2023–2025"),
        ],
    }


def _cards() -> list[Sample]:
    card, evaluation = _card(), _evaluation()
    bare = card | {
        "public_id": "sample-bare",
        "official": None,
        "cells": 0,
        "clients": None,
        "profile_tier": say("已列名", "listed"),
    }
    warned = card | {
        "public_id": "sample-conduct",
        "evaluation": evaluation,
        "conduct": say(
            "一般失信记录 1 条：不当招揽业务（样例）", "1 general conduct record: improper solicitation (sample)"
        ),
    }
    return [
        Sample(
            say("有评价", "Evaluated"),
            {"card": card | {"evaluation": evaluation}, "compare_form": "sample", "keep_form": "sample"},
        ),
        Sample(say("未评价", "Not evaluated"), {"card": bare, "compare_form": "sample", "keep_form": "sample"}),
        Sample(say("有失信记录", "With a conduct record"), {"card": warned}),
    ]


def _conduct() -> dict[str, Any]:
    return {
        "id": "sample",
        "kind": say("不当招揽业务（样例）", "Improper solicitation (sample)"),
        "severity": say("一般", "general"),
        "authority": say("演示市知识产权局", "IP Office of Demo City"),
        "document": say("演知罚〔2026〕07 号", "Demo 2026/07"),
        "found_on": date(2026, 5, 11),
        "basis": say("样例依据", "sample basis"),
        "measure": say("警告，责令改正", "warning, ordered to correct"),
        "consequence": say("展示期内暂停对接；不影响评价得分", "no pairing while shown; the score is not affected"),
        "ends_on": date(2027, 2, 10),
        "days": 275,
        "gone": 193,
        "left": 82,
        "statement": say(
            "该短信由外包公司发出，我们已终止合作。（样例）",
            "A contractor sent the message; we ended the contract. (sample)",
        ),
        "stated_on": date(2026, 5, 20),
        "repair": say("尚未申请", "not asked for"),
    }


def _reasons() -> dict[str, Any]:
    lines = [
        {
            "name": say("领域证据", "Field"),
            "sentence": say("72 件可查案件", "72 cases on record"),
            "points": 33,
            "most": 40,
        },
        {"name": say("所需服务", "Services"), "sentence": say("两项都做", "offers both"), "points": 18, "most": 20},
        {"name": say("语言", "Languages"), "sentence": say("英语", "English"), "points": 9, "most": 15},
    ]
    return {"lines": lines, "total": 60, "most": 75, "about": say("样例机构", "a sample agency")}


def _comparison() -> dict[str, Any]:
    names = [say("栎石（样例）", "Oakstone (sample)"), say("晷度（样例）", "Gnomon (sample)")]

    def cells(*texts: str, marks: tuple[str, ...] = ("", "")) -> list[dict[str, str]]:
        return [
            {"column": name, "text": text, "mark": mark} for name, text, mark in zip(names, texts, marks, strict=True)
        ]

    return {
        "caption": say("两家样例机构", "Two sample agencies"),
        "columns": [{"name": name, "url": "#compare_table", "note": say("北京", "Beijing")} for name in names],
        "groups": [
            {
                "title": say("业务", "Practice"),
                "rows": [
                    {
                        "label": say("商标", "Trademarks"),
                        "cells": cells(say("做", "yes"), say("不做", "no"), marks=("yes", "no")),
                    },
                    {"label": say("人数", "People"), "note": "2026-09-30", "cells": cells("64", "86")},
                    {
                        "label": say("城市", "City"),
                        "same": True,
                        "cells": cells(say("北京", "Beijing"), say("北京", "Beijing")),
                    },
                ],
            }
        ],
    }
