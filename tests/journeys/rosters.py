"""A small register file as an officer would get it."""

import csv
import io

HEADER = ["企业名称", "统一社会信用代码", "省份", "城市", "注册地址", "成立日期", "经营状态"]


def _row(number: int, name: str, city: str) -> list[str]:
    from directory.identifiers import build_credit_code

    code = build_credit_code("990000", f"MA9Y{number:04d}")
    return [name, code, "浙江省", city, f"{city}虚构路 {number} 号", f"201{number}-03-0{number}", "存续"]


def rows() -> list[list[str]]:
    """Three agencies, invented."""
    return [
        _row(1, "杭州虚构棹歌知识产权代理有限公司", "杭州市"),
        _row(2, "宁波虚构听潮专利代理事务所（普通合伙）", "宁波市"),
        _row(3, "绍兴虚构镜湖商标事务所有限公司", "绍兴市"),
    ]


CSV_ROWS = 3


def make_csv(count: int = CSV_ROWS) -> bytes:
    """The file's bytes, UTF-8 with a mark, as Excel writes it."""
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *rows()[:count]])
    return out.getvalue().encode("utf-8-sig")
