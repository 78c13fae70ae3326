"""Addresses of claims. Who may: ``cms.access`` and the predicates of ``permissions``."""

from django.urls import path

from directory.claims import views

urlpatterns = [
    path("agencies/<slug:public_id>/claim/", views.claim_agency, name="claim-agency"),
    path("claims/<slug:public_id>/", views.show_claim, name="claim"),
    path("claims/<slug:public_id>/answer/", views.answer_claim, name="claim-answer"),
    path("claims/<slug:public_id>/withdraw/", views.withdraw, name="claim-withdraw"),
    path("claims/<slug:public_id>/documents/<int:document_id>/", views.download_document, name="claim-document"),
]
