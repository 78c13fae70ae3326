"""Addresses of the agency workspace, below ``workspace/agency/``. The team's are in ``cms.workspaces.urls``."""

from django.urls import path

from cms.workspaces.agency import declaring, views, wording

urlpatterns = [
    path("<slug:public_id>/", views.show_overview, name="agency-workspace"),
    path("<slug:public_id>/practice/", declaring.edit_practice, name="agency-practice"),
    path("<slug:public_id>/figures/", declaring.edit_figures, name="agency-figures"),
    path("<slug:public_id>/qualifications/", declaring.edit_qualifications, name="agency-qualifications"),
    path("<slug:public_id>/fees/", declaring.edit_fees, name="agency-fees"),
    path("<slug:public_id>/fees/<int:fee_id>/remove/", declaring.take_fee_back, name="agency-fee-remove"),
    path("<slug:public_id>/offices/", declaring.edit_offices, name="agency-offices"),
    path("<slug:public_id>/offices/<int:office_id>/end/", declaring.close_office, name="agency-office-end"),
    path("<slug:public_id>/narrative/", wording.edit_narrative, name="agency-narrative"),
    path("<slug:public_id>/narrative/preview/", wording.preview_narrative, name="agency-narrative-preview"),
    path("<slug:public_id>/narrative/submit/", wording.submit, name="agency-narrative-submit"),
    path("<slug:public_id>/narrative/back/", wording.take_back, name="agency-narrative-back"),
    path("<slug:public_id>/people/", views.show_people, name="agency-people"),
    path("<slug:public_id>/history/", views.show_history, name="agency-history"),
    path("<slug:public_id>/verification/", views.verification, name="agency-verification"),
    path(
        "<slug:public_id>/verification/<slug:verification_id>/withdraw/",
        views.withdraw_request,
        name="agency-verification-withdraw",
    ),
    path("<slug:public_id>/documents/<int:document_id>/", views.download_document, name="agency-document"),
]
