"""Page numbers under a list."""

from typing import Any

from django.core.paginator import Page


def page_links(page: Page[Any], name: str = "page") -> list[tuple[int | None, str]]:
    """Numbers and addresses for ``components/pagination.html``; ``None`` is a gap. Empty for one page."""
    paginator = page.paginator
    if paginator.num_pages < 2:
        return []
    numbers = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [(number, f"?{name}={number}") if isinstance(number, int) else (None, "") for number in numbers]
