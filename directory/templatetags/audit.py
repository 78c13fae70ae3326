"""Filters for histories."""

from django import template

from directory.audit.words import field_in_words, kind_in_words

register = template.Library()
register.filter("field_in_words", field_in_words)
register.filter("kind_in_words", kind_in_words)
