"""``manage.py search QUERY [--filter name=value ...] [--sort ...] [--size N] [--json]``."""

import json
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import QueryDict
from django.utils import timezone

from search.engine import FacetOption, SearchPage, get_engine
from search.params import SearchParams, Sort, read_params
from search.vocabulary import load_vocabulary


class Command(BaseCommand):
    """Search as the site does."""

    help = "Search agencies from the command line."

    def add_arguments(self, parser: CommandParser) -> None:
        """The words, filters and order of one search."""
        parser.add_argument("query", nargs="?", default="")
        parser.add_argument("--filter", action="append", default=[], metavar="NAME=VALUE")
        parser.add_argument("--sort", choices=[sort.value for sort in Sort], default=Sort.MATCH.value)
        parser.add_argument("--size", type=int, default=20)
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        """Search and print."""
        values = QueryDict(mutable=True)
        values["q"], values["sort"] = options["query"], options["sort"]
        for pair in options["filter"]:
            name, mark, value = pair.partition("=")
            if not mark:
                raise CommandError(f"“{pair}” is no filter; write NAME=VALUE.")
            values.appendlist(name, value)
        vocabulary = load_vocabulary()
        params, problems = read_params(values, vocabulary=vocabulary, day=timezone.localdate(), language="zh-hans")
        if problems:
            raise CommandError("\n".join(problem.message for problem in problems))
        page = get_engine().search(_sized(params, options["size"]), vocabulary)
        self.stdout.write(json.dumps(_answer(page), ensure_ascii=False) if options["as_json"] else _lines(page))


def _sized(params: SearchParams, size: int) -> SearchParams:
    if not 1 <= size <= 1_000:
        raise CommandError("--size takes 1 to 1000.")
    return replace(params, size=size)


def _lines(page: SearchPage) -> str:
    rows = [f"{card.public_id}  {card.name_zh or card.name_en}  {card.province}{card.city}" for card in page.hits]
    return "\n".join([f"{page.total} found", *rows])


def _answer(page: SearchPage) -> dict[str, Any]:
    return {
        "total": page.total,
        "hits": [{"id": card.public_id, "name_zh": card.name_zh, "name_en": card.name_en} for card in page.hits],
        "facets": {facet.filter.parameter: dict(_counts(facet.options)) for facet in page.facets},
    }


def _counts(options: tuple[FacetOption, ...]) -> list[tuple[str, int | None]]:
    return [pair for option in options for pair in ((option.value, option.count), *_counts(option.options))]
