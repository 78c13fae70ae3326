"""Words of the country guides, Chinese and English side by side, each fact with the place to check it."""

from dataclasses import dataclass

Bilingual = tuple[str, str]


@dataclass(frozen=True)
class FactWords:
    """A fact in Chinese and English with the place where it can be checked."""

    label: Bilingual
    text: Bilingual
    source: Bilingual
    url: str


@dataclass(frozen=True)
class GuideWords:
    """A guide in both languages; ``office`` has the name in its own language and that language's tag."""

    code: str
    slug: str
    title: Bilingual
    introduction: Bilingual
    facts: tuple[FactWords, ...]
    office: tuple[Bilingual, Bilingual, str, str, str]
    advice: tuple[tuple[str, ...], tuple[str, ...]]


_EPC = ("《欧洲专利公约》及欧洲专利局官网", "European Patent Convention, as published by the EPO")
_EPO = "https://www.epo.org/"
_PATG = (
    "德国专利法、实用新型法，德国专利商标局官网",
    "German Patent Act and Utility Model Act, as published by the DPMA",
)
_DPMA = "https://www.dpma.de/"
_USC = ("《美国法典》第 35 编，美国专利商标局官网", "35 U.S.C., as published by the USPTO")
_USPTO = "https://www.uspto.gov/"
_JPA = ("日本特许法，日本特许厅官网", "Patent Act of Japan, as published by the JPO")
_JPO = "https://www.jpo.go.jp/"
_CPI = ("法国知识产权法典，法国工业产权局官网", "Intellectual Property Code of France, as published by INPI")
_INPI = "https://www.inpi.fr/"

GUIDES = (
    GuideWords(
        "EP",
        "european-patent-office",
        ("欧洲专利局：申请要点", "European Patent Office: filing there"),
        (
            "一件申请，由欧洲专利局统一审查；授权后在选定的国家生效，或登记统一效力。",
            (
                "One application and one examination; once granted, it takes effect in "
                "chosen states or as a unitary patent."
            ),
        ),
        (
            FactWords(
                ("语言", "Languages"),
                (
                    "官方语言是英语、法语、德语。可以用其他语言提交，但须在规定期限内补交其中一种语言的译文。",
                    (
                        "The official languages are English, French and German. One may file in another language and "
                        "supply a translation into one of them in due time."
                    ),
                ),
                _EPC,
                _EPO,
            ),
            FactWords(
                ("代理", "Representation"),
                (
                    "在成员国没有住所或营业所的申请人，除提交申请外，须由职业代理人办理。",
                    (
                        "Applicants without residence or place of business in a contracting state act through a "
                        "professional representative, except for filing."
                    ),
                ),
                _EPC,
                _EPO,
            ),
            FactWords(
                ("异议", "Opposition"),
                (
                    "授权公告后九个月内，任何人可以提出异议。",
                    "Within nine months of the mention of grant anybody may oppose.",
                ),
                _EPC,
                _EPO,
            ),
        ),
        (
            ("欧洲专利局", "European Patent Office"),
            ("受理、检索、审查、异议和上诉", "Filing, search, examination, opposition and appeals"),
            "Europäisches Patentamt",
            "de",
            _EPO,
        ),
        (
            ("先定要在哪些国家生效，再选代理人；", "答复审查意见与口头程序对代理人要求不同，可以分开评估。"),
            (
                "Decide first where protection is wanted, then choose the representative.",
                "Written answers and oral proceedings ask for different strengths; judge them apart.",
            ),
        ),
    ),
    GuideWords(
        "DE",
        "germany",
        ("德国：申请要点", "Germany: filing there"),
        (
            "可以直接向德国专利商标局申请，也可以经欧洲专利局取得在德国生效的专利。",
            "File with the German office directly, or obtain a European patent with effect in Germany.",
        ),
        (
            FactWords(
                ("语言", "Language"),
                (
                    "程序语言是德语。以外文提交的申请须在规定期限内补交德文译文。",
                    (
                        "Proceedings are in German. An application in another language needs a "
                        "German translation in due time."
                    ),
                ),
                _PATG,
                _DPMA,
            ),
            FactWords(
                ("代理", "Representation"),
                (
                    "在德国没有住所或营业所的申请人，须委托在德国有资格的代理人参加程序。",
                    (
                        "Applicants without residence or place of business in Germany take "
                        "part through a representative "
                        "qualified there."
                    ),
                ),
                _PATG,
                _DPMA,
            ),
            FactWords(
                ("实用新型", "Utility model"),
                (
                    "除专利外可以登记实用新型，登记前不作实质审查；方法不能登记。",
                    (
                        "Besides patents there are utility models, registered without substantive "
                        "examination; methods are excluded."
                    ),
                ),
                _PATG,
                _DPMA,
            ),
        ),
        (
            ("德国专利商标局", "German Patent and Trade Mark Office"),
            ("专利、实用新型、商标和外观设计", "Patents, utility models, trade marks and designs"),
            "Deutsches Patent- und Markenamt",
            "de",
            _DPMA,
        ),
        (
            ("侵权诉讼和无效由不同法院审理，选机构时分开问；", "译文由谁负责、怎样计费，事先写进委托合同。"),
            (
                "Infringement and validity go to different courts; ask about both.",
                "Settle in the contract who is responsible for translations and how they are charged.",
            ),
        ),
    ),
    GuideWords(
        "US",
        "united-states",
        ("美国：申请要点", "United States: filing there"),
        (
            "向美国专利商标局申请。临时申请可以先占日期，十二个月内须提交正式申请。",
            "File with the USPTO. A provisional application keeps a date; the full one follows within twelve months.",
        ),
        (
            FactWords(
                ("语言", "Language"),
                (
                    "可以先用其他语言提交，之后须补交英文译文和相应费用。",
                    "One may file in another language first; an English translation and a fee follow.",
                ),
                _USC,
                _USPTO,
            ),
            FactWords(
                ("宽限期", "Grace period"),
                (
                    (
                        "发明人自己的公开在有效申请日前一年内的，一般不破坏新颖性。"
                        "其他国家多数没有同样的宽限，公开前请先想好要去哪些国家。"
                    ),
                    (
                        "The inventor's own disclosure within one year before the effective "
                        "filing date generally does no "
                        "harm. Most other countries have no such grace; decide where to file before you disclose."
                    ),
                ),
                _USC,
                _USPTO,
            ),
            FactWords(
                ("披露义务", "Duty of disclosure"),
                (
                    "参与申请的人须向专利局披露其知道的、对可专利性有实质影响的信息。",
                    "Those who take part in an application disclose what they know to be material to patentability.",
                ),
                _USC,
                _USPTO,
            ),
        ),
        (
            ("美国专利商标局", "United States Patent and Trademark Office"),
            (
                "专利和商标；代理人名册可以在其网站查询",
                "Patents and trademarks; its site lists registered practitioners",
            ),
            "United States Patent and Trademark Office",
            "en",
            _USPTO,
        ),
        (
            ("事先问清每次答复的计费方式；", "把同族案件在其他国家的检索结果及时交给代理人。"),
            (
                "Ask how each office action is charged.",
                "Pass on search results from the family's other countries in good time.",
            ),
        ),
    ),
    GuideWords(
        "JP",
        "japan",
        ("日本：申请要点", "Japan: filing there"),
        (
            "向日本特许厅申请。申请之后须另行请求审查。",
            "File with the Japan Patent Office. Examination has to be requested apart.",
        ),
        (
            FactWords(
                ("请求审查", "Request for examination"),
                (
                    "自申请日起三年内须请求实质审查，逾期视为撤回。",
                    (
                        "Substantive examination is requested within three years of filing; "
                        "otherwise the application is "
                        "deemed withdrawn."
                    ),
                ),
                _JPA,
                _JPO,
            ),
            FactWords(
                ("语言", "Language"),
                (
                    "程序语言是日语。可以先用英语等外文提交，再在规定期限内补交日文译文。",
                    (
                        "Proceedings are in Japanese. One may file in English or other languages first and supply a "
                        "Japanese translation in due time."
                    ),
                ),
                _JPA,
                _JPO,
            ),
            FactWords(
                ("代理", "Representation"),
                (
                    "在日本没有住所的申请人须由日本的专利管理人办理。",
                    "Applicants without residence in Japan act through a patent administrator there.",
                ),
                _JPA,
                _JPO,
            ),
        ),
        (
            ("日本特许厅", "Japan Patent Office"),
            ("专利、实用新型、外观设计和商标", "Patents, utility models, designs and trade marks"),
            "特許庁",
            "ja",
            _JPO,
        ),
        (
            ("译文质量影响保护范围，先看机构的技术背景；", "确认由谁与审查员沟通，用哪种语言向您报告。"),
            (
                "Translation shapes the scope; look at the agency's technical background.",
                "Settle who speaks with the examiner and in which language you are reported to.",
            ),
        ),
    ),
    GuideWords(
        "FR",
        "france",
        ("法国：申请要点", "France: filing there"),
        (
            "可以向法国工业产权局申请国家专利，也可以经欧洲专利局取得在法国生效的专利。",
            "File a national patent with INPI, or obtain a European patent with effect in France.",
        ),
        (
            FactWords(
                ("语言", "Language"),
                (
                    "程序语言是法语。以外文提交的申请须在规定期限内补交法文译文。",
                    (
                        "Proceedings are in French. An application in another language needs a "
                        "French translation in due time."
                    ),
                ),
                _CPI,
                _INPI,
            ),
            FactWords(
                ("审查", "Examination"),
                (
                    "2020 年 5 月 22 日以后提交的申请，创造性也在审查范围之内。",
                    "For applications filed since 22 May 2020 inventive step is examined too.",
                ),
                _CPI,
                _INPI,
            ),
            FactWords(
                ("实用证书", "Utility certificate"),
                (
                    "除专利外还有实用证书，授权前不作检索报告，期限较短。",
                    (
                        "Besides patents there are utility certificates, granted without a "
                        "search report and for a shorter term."
                    ),
                ),
                _CPI,
                _INPI,
            ),
        ),
        (
            ("法国工业产权局", "National Institute of Industrial Property"),
            ("专利、商标、外观设计和企业登记", "Patents, trade marks, designs and the register of companies"),
            "Institut national de la propriété industrielle",
            "fr",
            _INPI,
        ),
        (
            ("只在法国需要保护时，国家申请往往更省；", "证据保全程序是法国诉讼的特点，诉讼机构要另行评估。"),
            (
                "Where protection is wanted in France alone, the national route often costs less.",
                "Seizure of evidence is a feature of litigation in France; judge litigators apart.",
            ),
        ),
    ),
)
