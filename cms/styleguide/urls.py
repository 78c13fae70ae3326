"""Address of the style guide."""

from django.urls import path

from cms.styleguide.views import show_styleguide

urlpatterns = [path("styleguide/", show_styleguide, name="styleguide")]
