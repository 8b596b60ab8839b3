from django.urls import path

from wesaid_web.projects.views import charter, people, projects, ways

app_name = "projects"

urlpatterns = [
    path("", projects.my_projects, name="list"),
    path("new/", projects.new, name="new"),
    path("<uuid:project_id>/settings/", projects.settings_page, name="settings"),
    path("<uuid:project_id>/settings/hats/new/", projects.hat_new, name="hat_new"),
    path("<uuid:project_id>/settings/hats/<uuid:hat_id>/", projects.hat_edit, name="hat_edit"),
    path("<uuid:project_id>/people/", people.people, name="people"),
    path("<uuid:project_id>/people/me/", people.me, name="me"),
    path("<uuid:project_id>/people/new/", people.person_new, name="person_new"),
    path("<uuid:project_id>/people/<uuid:member_id>/", people.person_edit, name="person_edit"),
    path("<uuid:project_id>/people/<uuid:member_id>/role/", people.role, name="role"),
    path("<uuid:project_id>/people/<uuid:member_id>/remove/", people.remove, name="remove"),
    path("<uuid:project_id>/people/leave/", people.leave, name="leave"),
    path("<uuid:project_id>/people/invite/", people.invite, name="invite"),
    path("<uuid:project_id>/people/invitations/<uuid:invitation_id>/revoke/", people.revoke, name="revoke"),
    path("<uuid:project_id>/charter/", charter.charter, name="charter"),
    path("<uuid:project_id>/charter/edit/", charter.edit, name="charter_edit"),
    path("<uuid:project_id>/charter/draft/", charter.draft, name="charter_draft"),
    path("<uuid:project_id>/charter/seen/", charter.seen, name="charter_seen"),
    path("<uuid:project_id>/ways/", ways.ways, name="ways"),
    path("<uuid:project_id>/ways/edit/", ways.edit, name="ways_edit"),
    path("<uuid:project_id>/charter/put/", charter.put, name="charter_put"),
    path("<uuid:project_id>/charter/<int:number>/", charter.version, name="charter_version"),
    path("<uuid:project_id>/charter/<int:number>/sign/", charter.sign, name="charter_sign"),
]
