"""Samples of what one acts with: buttons, fields, facets, steps."""

from typing import Any

from django import forms

from cms.styleguide.parts import Component, Sample, say


class SampleForm(forms.Form):
    """A form in which nothing is right yet, to show how errors look."""

    use_required_attribute = False

    organisation = forms.CharField(required=True)
    symbols = forms.CharField(required=True)
    services = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    agree = forms.BooleanField(required=False)

    def __init__(self, data: dict[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="sample_%s")
        labels = {
            "organisation": say("单位", "Organisation"),
            "symbols": say("IPC 分类号", "IPC symbols"),
            "services": say("服务", "Services"),
            "agree": say("我已读过规则", "I have read the rules"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["organisation"].help_text = say("营业执照上的名称", "The name in the register")
        choices = [("drafting", say("撰写与申请", "Drafting and filing")), ("trademark", say("商标", "Trademarks"))]
        services = self.fields["services"]
        assert isinstance(services, forms.MultipleChoiceField)  # noqa: S101  narrows the type for the checker
        services.choices = choices

    def clean_symbols(self) -> str:
        message = say("“H4N 21/” 不是 IPC。是不是 H04N 21/？", "“H4N 21/” is no IPC symbol. Did you mean H04N 21/?")
        raise forms.ValidationError(message)


def _wrong_form() -> SampleForm:
    return SampleForm({"organisation": say("云岫科技", "Yunxiu Technology"), "symbols": "H4N 21/"})


def control_components() -> list[Component]:
    """What one acts with."""
    return [
        Component(
            "button",
            say("按钮", "Button"),
            [
                Sample(
                    say("主要", "Primary"),
                    {"label": say("请求对接", "Ask for an introduction"), "variant": "primary", "type": "button"},
                ),
                Sample(say("次要", "Secondary"), {"label": say("加入比较", "Compare"), "type": "button"}),
                Sample(say("安静", "Quiet"), {"label": say("全部清除", "Clear all"), "variant": "quiet", "url": "#"}),
                Sample(
                    say("小，带图标", "Small, with icon"),
                    {"label": say("收藏", "Keep"), "small": True, "icon": "bookmark", "type": "button"},
                ),
                Sample(say("已按下", "Pressed"), {"label": say("收藏", "Keep"), "pressed": True, "type": "button"}),
                Sample(say("不可用", "Disabled"), {"label": say("写入", "Apply"), "disabled": True, "type": "button"}),
            ],
        ),
        Component(
            "field",
            say("字段", "Field"),
            [
                Sample(say("默认", "Default"), {"field": SampleForm()["organisation"]}),
                Sample(say("错误", "Error"), {"field": _wrong_form()["symbols"]}),
                Sample(say("选择", "Choices"), {"field": SampleForm({})["services"]}),
                Sample(say("勾选", "Check box"), {"field": SampleForm({})["agree"]}),
            ],
        ),
        Component(
            "form", say("表单", "Form"), [Sample(say("有错误", "With errors"), {"form": _wrong_form()})], wide=True
        ),
        Component(
            "search_box",
            say("检索框", "Search box"),
            [Sample(say("默认", "Default"), {"action": "#", "id": "sample-q"})],
            wide=True,
        ),
        Component(
            "facet_group",
            say("筛选组", "Facet group"),
            [
                Sample(say("有选中", "With a selection"), _facet()),
                Sample(say("分组", "In branches"), _branched_facet()),
            ],
        ),
        Component(
            "stepper",
            say("步骤", "Stepper"),
            [
                Sample(
                    say("第 2 步", "Step 2"),
                    {
                        "steps": [
                            {
                                "title": say("国家", "Countries"),
                                "note": say("德国", "Germany"),
                                "state": "done",
                                "url": "#stepper",
                            },
                            {"title": say("领域与服务", "Fields and services"), "state": "current"},
                            {"title": say("条件与当事人", "Limits and parties")},
                            {"title": say("核对", "Check")},
                        ]
                    },
                )
            ],
            wide=True,
        ),
    ]


def _facet() -> dict[str, Any]:
    return {
        "name": "grade",
        "title": say("官方信用", "Official grade"),
        "open": True,
        "selected_count": 1,
        "options": [
            {"value": "A+", "label": "A+", "count": 5},
            {"value": "A", "label": "A", "count": 1124, "selected": True},
            {"value": "D", "label": "D", "count": 0, "disabled": True},
        ],
    }


def _branched_facet() -> dict[str, Any]:
    return {
        "name": "field",
        "title": say("技术领域", "Technical field"),
        "open": True,
        "options": [
            {
                "label": say("电气工程", "Electrical engineering"),
                "count": 71,
                "open": True,
                "children": [
                    {"value": 4, "label": say("数字通信", "Digital communication"), "count": 39},
                    {"value": 6, "label": say("计算机技术", "Computer technology"), "count": 47},
                ],
            },
            {
                "label": say("仪器", "Instruments"),
                "count": 48,
                "children": [{"value": 9, "label": say("光学", "Optics"), "count": 8}],
            },
        ],
    }
