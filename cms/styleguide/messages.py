"""Samples of what tells how things stand: notices, marks, progress; and of lists and rows."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from cms.styleguide.parts import Component, Sample, say

EVENT_STARTS_AT = datetime(2026, 12, 3, 14, tzinfo=ZoneInfo("Asia/Shanghai"))


def message_components() -> list[Component]:
    """What tells how things stand."""
    return [
        Component(
            "notice",
            say("通知", "Notice"),
            [
                Sample(
                    say("说明", "Information"), {"text": say("数据截至上月末。", "Data as of the end of last month.")}
                ),
                Sample(
                    say("完成", "Done"),
                    {
                        "kind": "done",
                        "text": say("名录已写入：新增 12，变更 3。", "The roster is applied: 12 new, 3 changed."),
                    },
                ),
                Sample(
                    say("提醒", "Warning"),
                    {
                        "kind": "amber",
                        "title": say("初步结果", "Preliminary"),
                        "text": say("证据还少。", "There is little evidence yet."),
                    },
                ),
                Sample(
                    say("错误", "Error"),
                    {
                        "kind": "error",
                        "title": say("没有写入", "Nothing was applied"),
                        "items": [say("第 7 行：代码校验不符", "Row 7: the code's check character is wrong")],
                    },
                ),
            ],
        ),
        Component(
            "empty",
            say("空状态", "Empty state"),
            [
                Sample(
                    say("没有结果", "No results"),
                    {
                        "title": say("没有符合全部条件的机构", "No agency fits every filter"),
                        "text": say("三项筛选一起没有结果。", "The three filters together leave nothing."),
                        "items": [{"label": say("去掉“德语”：4 家", "Without “German”: 4 agencies"), "url": "#empty"}],
                        "level": 3,
                    },
                )
            ],
            wide=True,
        ),
        Component(
            "mark",
            say("标记", "Mark"),
            [
                Sample(say("状态", "State"), {"label": say("已认领", "claimed")}),
                Sample(say("已核验", "Verified"), {"label": say("已核验", "verified"), "kind": "accent"}),
                Sample(
                    say("自报", "Declared"), {"label": say("机构自报", "declared by the agency"), "kind": "declared"}
                ),
                Sample(
                    say("已过期", "Expired"),
                    {"label": say("核验已过期", "expired"), "kind": "grey", "date": date(2026, 10, 1)},
                ),
                Sample(say("失信", "Conduct"), {"label": say("一般，1 条", "general, 1 record"), "kind": "conduct"}),
                Sample(say("逾期", "Late"), {"label": say("逾期 2 个工作日", "2 working days late"), "kind": "solid"}),
            ],
        ),
        Component(
            "tag",
            say("标签", "Tag"),
            [
                Sample(say("链接", "Link"), {"label": say("德国", "Germany"), "url": "#tag"}),
                Sample(
                    say("已选筛选", "Chosen filter"),
                    {
                        "label": say("数字通信", "Digital communication"),
                        "url": "#tag",
                        "selected": True,
                        "hidden": say("去掉筛选：", "Remove filter:"),
                    },
                ),
            ],
        ),
        Component(
            "progress",
            say("进度", "Progress"),
            [
                Sample(
                    say("进行中", "Running"),
                    {
                        "label": say("正在核对名录", "Checking the roster"),
                        "done": 4210,
                        "total": 10000,
                        "phases": [
                            {"label": say("读取", "Read"), "state": "done"},
                            {"label": say("校验", "Validate"), "state": "current"},
                            {"label": say("预览", "Preview")},
                        ],
                        "note": say("可以离开，回来再看。", "You may leave and come back."),
                    },
                )
            ],
            wide=True,
        ),
    ]


def list_components() -> list[Component]:
    """Rows and lists."""
    return [
        Component(
            "timeline",
            say("时间线", "Timeline"),
            [
                Sample(
                    say("对接进展", "An introduction"),
                    {
                        "items": [
                            {"when": date(2026, 11, 16), "what": say("已发出请求", "Request sent")},
                            {
                                "when": date(2026, 11, 17),
                                "what": say("机构已接受", "Accepted"),
                                "state": "now",
                                "note": say("1 个工作日", "1 working day"),
                            },
                            {"when": date(2026, 11, 18), "what": say("首次联系", "First contact"), "state": "next"},
                        ]
                    },
                )
            ],
            wide=True,
        ),
        Component(
            "facts",
            say("标签与值", "Facts"),
            [
                Sample(
                    say("核验与自报", "Verified and declared"),
                    {
                        "rows": [
                            {
                                "label": say("服务", "Services"),
                                "value": say("撰写与申请、商标", "Drafting and filing, trademarks"),
                                "verified": True,
                            },
                            {
                                "label": say("工作语言", "Languages"),
                                "value": say("中文、英语", "Chinese, English"),
                                "declared": True,
                            },
                            {"label": say("代码", "Code"), "value": "91110108MA00DEM0X5", "code": True},
                        ]
                    },
                )
            ],
            wide=True,
        ),
        Component(
            "crumbs",
            say("所在位置", "Crumbs"),
            [
                Sample(
                    say("默认", "Default"),
                    {
                        "items": [{"label": say("培训", "Training"), "url": "#crumbs"}],
                        "here": say("第 18 讲", "Lecture 18"),
                    },
                )
            ],
        ),
        Component(
            "event_card",
            say("活动", "Event card"),
            [
                Sample(
                    say("默认", "Default"),
                    {
                        "url": "#event_card",
                        "title": say("欧洲专利的答复与听证", "European office actions and hearings"),
                        "starts_at": EVENT_STARTS_AT,
                        "facts": say("大讲堂第 18 讲 · 线下", "Lecture 18 · on site"),
                    },
                )
            ],
        ),
        Component(
            "country_card",
            say("国别", "Country card"),
            [
                Sample(
                    say("默认", "Default"),
                    {
                        "url": "#country_card",
                        "name": say("德国", "Germany"),
                        "code": "DE",
                        "sentence": say("国家申请或经欧洲专利局。", "A national filing or through the EPO."),
                        "count": 8,
                        "reviewed_on": date(2026, 11, 2),
                    },
                )
            ],
        ),
        Component(
            "pagination",
            say("翻页", "Pagination"),
            [
                Sample(
                    say("第 2 页", "Page 2"),
                    {
                        "pages": [(1, "#p"), (2, "#p"), (3, "#p"), (None, ""), (12, "#p")],
                        "current": 2,
                        "previous": "#p",
                        "next": "#p",
                    },
                )
            ],
            wide=True,
        ),
        Component(
            "tray",
            say("比较栏", "Tray"),
            [
                Sample(
                    say("两家", "Two agencies"),
                    {
                        "items": [
                            {"label": say("栎石", "Oakstone"), "remove_url": "#tray"},
                            {"label": say("晷度", "Gnomon"), "remove_url": "#tray"},
                        ],
                        "url": "#tray",
                    },
                )
            ],
            wide=True,
        ),
    ]
