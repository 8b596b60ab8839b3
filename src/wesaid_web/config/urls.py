"""Every address of the product. A route whose view does not say who may call it fails the build."""

from __future__ import annotations

from allauth.account import views as allauth
from django.urls import include, path, re_path

from wesaid_web.common import framework_views
from wesaid_web.common import views as common
from wesaid_web.common.access import public_view, signed_in_view
from wesaid_web.people.again import asks_again
from wesaid_web.people.views import language, stepping
from wesaid_web.projects.views import people
from wesaid_web.show.views import demo, overview, public, report

_anyone, _signed_in = public_view("GET", "POST"), signed_in_view("GET", "POST", before_second_step=True)

# The pages of allauth that we use, each named here, so that an update cannot add a route unseen.
account_urls = [
    path("sign-in/", _anyone(allauth.login), name="account_login"),
    path("sign-in/code/", stepping.ask_step, name="mfa_authenticate"),
    path("sign-in/passkey/", stepping.passkey_sign_in, name="passkey_sign_in"),
    path("passkey/<slug:what>/", stepping.passkey_question, name="passkey_question"),
    path("again/code/", stepping.again, name="again"),
    path("sign-out/", _anyone(allauth.logout), name="account_logout"),
    path("sign-up/", _anyone(allauth.signup), name="account_signup"),
    path("closed/", public_view("GET")(allauth.account_inactive), name="account_inactive"),
    path("again/", _signed_in(allauth.reauthenticate), name="account_reauthenticate"),
    path("password/", _signed_in(allauth.password_change), name="account_change_password"),
    path("password/set/", _signed_in(asks_again()(allauth.password_set)), name="account_set_password"),
    path("password/forgotten/", _anyone(allauth.password_reset), name="account_reset_password"),
    path(
        "password/forgotten/sent/", public_view("GET")(allauth.password_reset_done), name="account_reset_password_done"
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _anyone(allauth.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/",
        public_view("GET")(allauth.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("address/sent/", public_view("GET")(allauth.email_verification_sent), name="account_email_verification_sent"),
    re_path(r"^address/(?P<key>[-:\w]+)/$", _anyone(allauth.confirm_email), name="account_confirm_email"),
]

urlpatterns = [
    path("", overview.home, name="home"),
    path("about/", common.about, name="about"),
    path("accessibility/", common.accessibility, name="accessibility"),
    path("privacy/", common.privacy, name="privacy"),
    path("words/", common.words, name="words"),
    path("language/", language.choose, name="language"),
    path("frameworks/", framework_views.frameworks, name="frameworks"),
    path("frameworks/ways/<slug:name>/", framework_views.way, name="way"),
    path("frameworks/<slug:name>/", framework_views.framework, name="framework"),
    path("look-around/<slug:who>/", demo.look_around, name="look_around"),
    path("", include("wesaid_web.trail.guest_urls")),
    path("", include("wesaid_web.joining.apply_urls")),
    path("join/<str:secret>/", people.join, name="join"),
    path("join/<str:secret>/now/", people.join_now, name="join_now"),
    path("public/<slug:slug>/", public.page, name="public"),
    path("public/<slug:slug>/report/", report.public_report, name="public_report"),
    path("public/<slug:slug>/report/data/", report.public_report_data, name="public_report_data"),
    path("", include("wesaid_web.privacy.urls_site")),
    path("account/", include(account_urls)),
    path("account/", include("wesaid_web.people.urls")),
    path("", include("wesaid_web.telling.own_urls")),
    path("projects/", include("wesaid_web.projects.urls")),
    path("projects/<uuid:project_id>/", include("wesaid_web.telling.urls")),
    path("projects/<uuid:project_id>/", include("wesaid_web.support.urls")),
    path("projects/<uuid:project_id>/", include("wesaid_web.joining.urls")),
    path("projects/<uuid:project_id>/", include("wesaid_web.privacy.urls")),
    path("projects/<uuid:project_id>/", include("wesaid_web.meetings.urls")),
    path("projects/<uuid:project_id>/", include("wesaid_web.trail.urls")),
    path("projects/<uuid:project_id>/", include("wesaid_web.delivery.urls")),
    path("projects/<uuid:project_id>/", include("wesaid_web.evaluation.urls")),
    path("projects/<uuid:project_id>/", include("wesaid_web.show.urls")),
]

handler404 = "wesaid_web.common.views.not_found"
handler403 = "wesaid_web.common.views.not_allowed"
handler500 = "wesaid_web.common.views.broken"
handler429 = "wesaid_web.common.views.too_many"
