from django.urls import path

from wesaid_web.projects.views import charter, people, projects, reflections, voice, ways

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
    path("<uuid:project_id>/charter/paper/", charter.on_paper, name="charter_paper"),
    path("<uuid:project_id>/charter/<int:number>/sign/<uuid:member_id>/", charter.sign_for, name="charter_sign_for"),
    path("<uuid:project_id>/charter/<int:number>/", charter.version, name="charter_version"),
    path("<uuid:project_id>/charter/<int:number>/sign/", charter.sign, name="charter_sign"),
    path("<uuid:project_id>/equal/switch/", voice.switch, name="voice"),
    path("<uuid:project_id>/equal/ask/", voice.ask, name="voice_ask"),
    path("<uuid:project_id>/equal/answer/", voice.answer, name="voice_answer"),
    path("<uuid:project_id>/equal/pause/", voice.pause, name="voice_pause"),
    path("<uuid:project_id>/power/", reflections.own_power, name="own_power"),
    path("<uuid:project_id>/power/delete/", reflections.own_power_delete, name="own_power_delete"),
    path("<uuid:project_id>/reflections/", reflections.reflections, name="reflections"),
    path("<uuid:project_id>/reflections/paper/", reflections.paper, name="reflections_paper"),
    path("<uuid:project_id>/reflections/<int:number>/", reflections.reflection, name="reflection"),
    path("<uuid:project_id>/reflections/<int:number>/write/", reflections.write, name="reflection_write"),
]
