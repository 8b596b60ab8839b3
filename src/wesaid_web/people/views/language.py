"""Choosing the language of the interface: with one press, without JavaScript, signed in or not."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from wesaid_web.common.access import public_view
from wesaid_web.common.addresses import on_this_site
from wesaid_web.common.languages import known, languages, remember
from wesaid_web.people import actions
from wesaid_web.people.signed_in import signed_in_user


# Without the seal of other forms: it would need a cookie on every page for everyone, and all that somebody else's page could do
# with this is to change the language. Browsers do not send who is signed in along with a form of another site.
@csrf_exempt
@public_view("GET", "POST")
def choose(request: HttpRequest) -> HttpResponse:
    """Which languages there are and how far each is; and the choice of one, which leads back to where somebody was."""
    back = _back(request)
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


def _back(request: HttpRequest) -> str:
    """Where somebody was: as the button says it; on the page itself, as the browser does. Never another site."""
    back = request.POST.get("next") or request.headers.get("Referer", "")
    here = on_this_site(request, back)
    return "/" if not here or urlsplit(here).path == request.path else here
