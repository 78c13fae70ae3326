"""Addresses of people's own pages and of the workspaces they share. Who may: ``cms.access``."""

from django.urls import URLPattern, include, path

from cms.workspaces import teams, views


def team_urls(kind: str) -> list[URLPattern]:
    """The team's addresses of one kind of organisation: ``firm-team``, ``firm-team-invite`` ..."""
    base, which = f"workspace/{kind}/<slug:public_id>/team/", {"kind": kind}
    invitation, member = f"{base}invitations/<int:invitation_id>/", f"{base}members/<int:membership_id>/"
    return [
        path(base, teams.show_team, which, name=f"{kind}-team"),
        path(f"{base}invite/", teams.invite, which, name=f"{kind}-team-invite"),
        path(f"{invitation}resend/", teams.resend, which, name=f"{kind}-invitation-resend"),
        path(f"{invitation}revoke/", teams.revoke, which, name=f"{kind}-invitation-revoke"),
        path(f"{member}role/", teams.change_member, which, name=f"{kind}-member-role"),
        path(f"{member}end/", teams.end_member, which, name=f"{kind}-member-end"),
    ]


urlpatterns = [
    path("account/", views.show_account, name="account-home"),
    path("account/settings/", views.change_settings, name="account-settings"),
    path("invitation/<int:invitation_id>/<str:secret>/", views.answer_invitation, name="invitation"),
    path("workspace/", views.enter_workspace, name="workspace"),
    path("workspace/firm/register/", views.register_new_firm, name="firm-register"),
    path("workspace/firm/", include("cms.workspaces.firm.urls")),
    path("workspace/agency/", include("cms.workspaces.agency.urls")),
    *team_urls("firm"),
    *team_urls("agency"),
]
