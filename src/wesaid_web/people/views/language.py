"""Choosing the language of the interface: with one press, without JavaScript, signed in or not."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt

from wesaid_web.common.access import public_view
from wesaid_web.common.languages import known, languages, remember
from wesaid_web.people import actions
from wesaid_web.people.signed_in import signed_in_user


# Without the seal of other forms: it would need a cookie on every page for everyone, and all that somebody else's page could do
# with this is to change the language. Browsers do not send who is signed in along with a form of another site.
@csrf_exempt
@public_view("GET", "POST")
def choose(request: HttpRequest) -> HttpResponse:
    """Which languages there are and how far each is; and the choice of one, which leads back to where somebody was."""
    values = request.POST if request.method == "POST" else request.GET
    back = values.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or back.startswith("/language/"):
        back = "/"
    code = known(request.POST.get("language"))
    if request.method == "POST" and code:
        if request.user.is_authenticated:
            user = signed_in_user(request)
            actions.choose_language(user=user, code=code, by=user)
        response = redirect(back)
        remember(response, code)
        return response
    context = {"languages": languages(), "back_to": back, "contact": settings.CONTACT}
    return render(request, "people/languages.jinja", context)
