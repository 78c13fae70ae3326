"""Filters for histories."""

from django import template

from directory.audit.words import kind_in_words

register = template.Library()
register.filter("kind_in_words", kind_in_words)
