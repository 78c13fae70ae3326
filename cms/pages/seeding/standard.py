"""Pages of words: about, method, matching, privacy, accessibility; and the hosts of the views."""

from cms.pages.enums import Tool
from cms.pages.seeding.parts import PageSeed, bullets, heading, links, notice, paragraph, steps, stream
from cms.pages.standard import StandardPage
from cms.pages.tools import ToolPage


def about_page() -> PageSeed:
    """Who runs this, for whom, by which principles."""
    return PageSeed(
        StandardPage,
        "about",
        {
            "title": "关于知衡",
            "introduction": "知衡帮助园区企业弄清：哪家知识产权服务机构擅长什么，在国外可以托付给谁。",
            "body": stream(
                heading("为什么做"),
                paragraph(
                    (
                        "企业选机构，常凭熟人介绍或规模排名。规模说明不了在某个技术领域里做得怎样。"
                        "知衡按技术领域和服务类别整理可以核对的事实，让企业自己判断。"
                    ),
                ),
                heading("三条原则"),
                bullets(
                    "<b>事实分开。</b>官方信用等级、协会评价、客户经历三样并列，不合成一个总分。",
                    "<b>证据先行。</b>每个数字都能点开看它从哪里来；证据不够就说不够。",
                    "<b>不收推荐费。</b>排序和推荐不因付费改变，机构不能买位置。",
                ),
                heading("谁来维护"),
                paragraph(
                    (
                        "名录来自登记机关和协会的定期快照，由专员核对后写入。机构可以认领自己的档案，"
                        "补充自报的业务信息；自报的内容在核验前都有标记。每次变更都进入不可改写的审计链。"
                    ),
                ),
                links(("查找机构", "/agencies/"), ("评价办法", "/method/")),
            ),
        },
        {
            "title": "About Zhiheng",
            "introduction": "Zhiheng helps firms of the park to find out which IP agency is good at what, "
            "and which of them to trust abroad.",
            "body": stream(
                heading("Why"),
                paragraph(
                    (
                        "Firms often choose an agency by acquaintance or by size. Size says little about work in one "
                        "technical field. Zhiheng orders facts that can be checked by field and service, "
                        "so that firms can judge for themselves."
                    ),
                ),
                heading("Three principles"),
                bullets(
                    (
                        "<b>Facts stay apart.</b> Official grade, association's evaluation "
                        "and clients' experience stand "
                        "side by side and are never added up."
                    ),
                    (
                        "<b>Evidence first.</b> Every number opens into where it comes from; "
                        "where evidence is too thin, "
                        "we say so."
                    ),
                    "<b>No fee for a place.</b> Payment changes neither order nor recommendation.",
                ),
                heading("Who keeps it"),
                paragraph(
                    (
                        "The directory comes from dated snapshots of registers and associations, checked by officers. "
                        "An agency may claim its profile and add what it says of itself; such statements are marked "
                        "until they are verified. Every change enters an audit chain that cannot be rewritten."
                    ),
                ),
                links(("Find agencies", "/en/agencies/"), ("How evaluation works", "/en/method/")),
            ),
        },
    )


def method_page() -> PageSeed:
    """What the evaluation will do, plainly, before the first edition."""
    return PageSeed(
        StandardPage,
        "method",
        {
            "title": "评价办法",
            "introduction": "评价按技术领域和服务类别进行，用统计方法处理样本大小不同的问题。首个评价期尚未发布。",
            "body": stream(
                notice("评价期发布前，档案上的“协会评价”一栏会写明尚未发布，不代表对任何机构的判断。"),
                heading("一格一评"),
                paragraph(
                    "不给机构打一个总分。评价的单位是“机构 × 技术领域 × 服务类别 × 法域”，"
                    "同一家机构在不同领域可以有不同的等级。"
                ),
                heading("怎样得出等级"),
                steps(
                    ("收集证据", "只用可以核对的记录，并注明来源强度。缺少的数据不当作零分。"),
                    ("和同组比较", "每项指标都和同一领域、同一时期的同行比，折算到均值 50、标准差 10 的尺子上。"),
                    ("按样本大小收缩", "样本小时，结果向同组均值靠拢，避免几件案子左右结论。"),
                    ("给出区间", "显示得分的同时显示 80% 区间。区间长，说明还看不清。"),
                    ("有把握才定等", "超过分数线的概率不低于 0.80 才给相应等级；可靠度不足的标“初步”或“证据不足”。"),
                ),
                heading("不计入的"),
                bullets(
                    "官方信用等级：只作门槛和标识，不参与计分；",
                    "失信行为记录：影响能否推荐，不改变得分；",
                    "规模、面积、营业额：不是质量的证据。",
                ),
            ),
        },
        {
            "title": "How evaluation works",
            "introduction": "Evaluation goes by technical field and service, with statistics that respect how much "
            "is known. No edition has been published yet.",
            "body": stream(
                notice(
                    "Until the first edition, profiles say plainly that nothing is published; that is no judgement "
                    "about any agency."
                ),
                heading("One cell, one result"),
                paragraph(
                    "No agency gets one overall score. What is evaluated is agency × technical field × service × "
                    "jurisdiction; one agency may stand differently in different fields."
                ),
                heading("How a tier comes about"),
                steps(
                    (
                        "Gather evidence",
                        "Only records that can be checked, with the strength of their source. Missing is not zero.",
                    ),
                    (
                        "Compare with peers",
                        (
                            "Each indicator is set against the same field and period, on a scale of mean 50 and "
                            "deviation 10."
                        ),
                    ),
                    ("Shrink by sample size", "Few cases pull towards the peers' mean, so that chance decides less."),
                    ("Show an interval", "Beside the score stands its 80% interval. A long one means: not clear yet."),
                    (
                        "Give a tier only when sure",
                        (
                            "A tier needs a probability of at least 0.80; with less reliability it is preliminary, "
                            "or the evidence is called insufficient."
                        ),
                    ),
                ),
                heading("What does not count"),
                bullets(
                    "Official grades: a gate and a mark, never part of the score;",
                    "conduct records: they decide on recommendation and leave the score alone;",
                    "size, floor area, turnover: no evidence of quality.",
                ),
            ),
        },
    )


def matching_page() -> PageSeed:
    """How a firm is paired with agencies abroad."""
    return PageSeed(
        StandardPage,
        "how-matching-works",
        {
            "title": "对接办法",
            "introduction": "说出国家、领域和服务，每个国家得到 5 至 10 家核验过的机构，附排序理由。不需要写技术内容。",
            "body": stream(
                steps(
                    ("写需求", "选目标国家、技术领域或 IPC、服务、预算档、语言和期限，再列出不便选用的机构。"),
                    ("看名单和理由", "每家机构的得分由若干理由相加而成，每条理由都有分值和一句说明。"),
                    ("不够就说不够", "少于 5 家时写明原因；符合条件但未核验的另列，不凑数。"),
                ),
                heading("核验看什么"),
                bullets(
                    "在当地登记机关的执业登记有效；",
                    "没有禁止推荐的失信记录；",
                    "有客户证明、工作语言、职业保险和书面承诺；",
                    "每 12 个月复核一次。",
                ),
                notice("在机构接受之前，请不要透露未公开的技术内容。", "保密", "amber"),
                links(("开始对接", "/match/"), ("国别指引", "/guides/")),
            ),
        },
        {
            "title": "How matching works",
            "introduction": "Name countries, fields and services: for each country 5 to 10 vetted agencies with the "
            "reasons for their order. No technical text is asked for.",
            "body": stream(
                steps(
                    (
                        "Write a brief",
                        (
                            "Countries, technical fields or IPC symbols, services, budget "
                            "band, languages and deadline, "
                            "and agencies to leave out."
                        ),
                    ),
                    (
                        "Read the list and its reasons",
                        "An agency's score is the sum of reasons, each with its points and a sentence.",
                    ),
                    (
                        "Too few is said",
                        (
                            "Fewer than 5 comes with the reason; agencies that fit but are not vetted stand apart and "
                            "never pad the list."
                        ),
                    ),
                ),
                heading("What vetting looks at"),
                bullets(
                    "a valid licence in the local register;",
                    "no conduct record that bars recommendation;",
                    "references, working language, insurance and a written commitment;",
                    "again every 12 months.",
                ),
                notice(
                    "Please disclose nothing unpublished before an agency has accepted.", "Confidentiality", "amber"
                ),
                links(("Be matched", "/en/match/"), ("Country guides", "/en/guides/")),
            ),
        },
    )


def privacy_page() -> PageSeed:
    """What is kept about whom."""
    return PageSeed(
        StandardPage,
        "privacy",
        {
            "title": "隐私",
            "introduction": "只保存完成服务所需的个人信息，写明用途、期限和更正途径。",
            "body": stream(
                heading("保存什么"),
                bullets(
                    "账号：邮箱、语言、所属企业或机构的角色及起止日期；",
                    "执业人员：来自登记名录的执业信息。页面上只按人数汇总，不列个人名单；",
                    "需求单：国家、领域、服务和期限，不收技术内容。",
                ),
                heading("您的权利"),
                paragraph("可以查阅、更正、导出自己的信息，或要求删除。认为登记信息有误的，请向专员提出，附上依据。"),
                heading("Cookie"),
                paragraph("只使用登录、语言和收藏所需的 Cookie，没有广告和跨站追踪。"),
            ),
        },
        {
            "title": "Privacy",
            "introduction": "Only what the service needs is kept, with its purpose, its term and a way to correct it.",
            "body": stream(
                heading("What is kept"),
                bullets(
                    "Accounts: e-mail address, language, roles in firms or agencies with their dates;",
                    "practitioners: what registers publish. Pages show counts, no lists of people;",
                    "briefs: countries, fields, services and deadlines, no technical text.",
                ),
                heading("Your rights"),
                paragraph(
                    "You may see, correct and take away what concerns you, or ask for its deletion. If a register "
                    "fact is wrong, tell an officer and say on what ground."
                ),
                heading("Cookies"),
                paragraph("Only those that sign-in, language and shortlist need; no advertising, no tracking."),
            ),
        },
    )


def accessibility_page() -> PageSeed:
    """How to use the site with a keyboard, a reader, a small screen."""
    return PageSeed(
        StandardPage,
        "accessibility",
        {
            "title": "无障碍说明",
            "introduction": "本站按 WCAG 2.2 AA 级建设：键盘可用、读屏可读、放大到 400% 不横向滚动。",
            "body": stream(
                bullets(
                    "每页有“跳到正文”链接，焦点始终可见；",
                    "图形旁边都有同样数字的文字或表格；",
                    "不只用颜色表示状态，每个状态都有文字；",
                    "不用脚本也能完成查找、比较和填表；",
                    "跟随系统的深色模式和减少动效设置。",
                ),
                paragraph("遇到障碍，请告诉我们是哪一页、用什么设备，我们会在五个工作日内答复。"),
            ),
        },
        {
            "title": "Accessibility",
            "introduction": "Built to WCAG 2.2 AA: by keyboard, with a screen reader, and at 400% zoom without "
            "sideways scrolling.",
            "body": stream(
                bullets(
                    "Every page has a link to its content, and focus is always visible;",
                    "beside every drawing stand the same numbers in words or in a table;",
                    "no state is shown by colour alone;",
                    "finding, comparing and forms work without scripts;",
                    "dark mode and reduced motion follow your system.",
                ),
                paragraph(
                    "If something is in your way, tell us the page and the device; we answer in five working days."
                ),
            ),
        },
    )


TOOL_WORDS = {
    Tool.RESULTS: (
        ("找机构", "按技术领域、服务、地点和语言筛选；名称、拼音、IPC 和国家都可以查。"),
        (
            "Find agencies",
            "Filter by technical field, service, place and language; names, pinyin, IPC and countries work.",
        ),
    ),
    Tool.PROFILE: (
        ("机构档案", "登记事实、官方等级、业务和沿革；机构自报的内容有标记。"),
        (
            "Agency profile",
            "Register facts, official grade, practice and history; what the agency declares is marked.",
        ),
    ),
    Tool.COMPARE: (
        ("并排比较", "2 至 5 家机构放在同一把尺上，可以只看不同之处。"),
        ("Compare", "Two to five agencies on one scale; show only the differences if you like."),
    ),
    Tool.MATCH: (
        ("国别对接", "说出目标国家、领域和服务，每个国家得到 5 至 10 家核验过的机构和理由。不需要写技术内容。"),
        (
            "Matching abroad",
            (
                "Name countries, fields and services; get 5 to 10 vetted agencies per "
                "country, with reasons. No technical text."
            ),
        ),
    ),
}


def tool_pages() -> list[PageSeed]:
    """One host for each view."""
    return [
        PageSeed(
            ToolPage,
            f"host-{tool.value}",
            {"title": chinese[0], "introduction": chinese[1]},
            {"title": english[0], "introduction": english[1]},
            shared={"tool": tool.value},
        )
        for tool, (chinese, english) in TOOL_WORDS.items()
    ]
