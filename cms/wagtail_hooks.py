"""What the cms app adds to Wagtail's admin; each part keeps its hooks in a module of its own."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def link_admin_stylesheet() -> SafeString:
    """The product's colours in the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/css/admin.css"))
