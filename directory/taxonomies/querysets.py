"""Reads of the shared vocabularies."""

from collections.abc import Iterable
from typing import Self

from django.db import models


class TechnicalFieldQuerySet(models.QuerySet):
    """The 35 technical fields."""

    def with_sector(self) -> Self:
        """Fields in order with their sectors, for a tree in one query."""
        return self.select_related("sector").order_by("sector__position", "number")

    def of_industries(self, codes: Iterable[str]) -> Self:
        """Fields that any of the industries looks at (D9)."""
        return self.filter(industries__code__in=list(codes)).distinct()


class ServiceQuerySet(models.QuerySet):
    """Service lines and their groups."""

    def lines(self) -> Self:
        """What an agency can declare and a firm can ask for (D12)."""
        return self.filter(parent__isnull=False)

    def groups(self) -> Self:
        """Headings of the tree, with their lines fetched."""
        return self.filter(parent__isnull=True).prefetch_related("children")


class JurisdictionQuerySet(models.QuerySet):
    """Countries and offices (D10)."""

    def countries(self) -> Self:
        """Where an agency can be registered: no office is a country."""
        return self.filter(is_office=False)

    def offices(self) -> Self:
        """Regional and international offices."""
        return self.filter(is_office=True)

    def by_region(self) -> Self:
        """In the order of the regions and inside them of the codes, the region fetched."""
        return self.select_related("region").order_by("region__position", "code")
