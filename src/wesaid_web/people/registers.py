"""What is held about accounts, and the words for what happens to them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wesaid_web.common.registry import AuditWords, Ends, Erase, Field, Model

_NOT_SHARED = "left out: accounts belong to an installation, not to a project"
_ACCOUNT = "as long as the account"

MODELS = {
    "people.User": Model(
        holds="an account",
        retention=_ACCOUNT,
        archive=_NOT_SHARED,
        demo="shown",
        fields={
            "email": Field("to sign in and be written to", "the person and administrators", erase=Erase.ROW),
            "name": Field("what the person is called", "the groups they are in", erase=Erase.ROW),
            "password": Field("to sign in; a one-way digest", "nobody", erase=Erase.ROW),
            "last_login": Field("to find accounts nobody uses", "administrators", erase=Erase.ROW),
            "is_active": Field("whether the account is open", "administrators", erase=Erase.ROW),
            "is_superuser": Field("whether the person runs the installation", "administrators", erase=Erase.ROW),
            "language": Field("in which language to write to them", "the person", erase=Erase.ROW),
            "date_joined": Field("when the account was made", "administrators", erase=Erase.ROW),
        },
        of="id",
    ),
    "people.SignInLink": Model(
        holds="one-time links to sign in",
        retention="until used or too old",
        archive=_NOT_SHARED,
        demo="not shown: links are made when asked for",
        fields={
            "user": Field("whom it signs in", "nobody", Erase.ROW),
            "digest": Field("to recognise the link; one-way", "nobody", Erase.ROW),
            "made_at": Field("when it was made", "nobody", Erase.ROW),
            "made_by": Field("the administrator who handed it over, if any", "nobody", Erase.ROW),
            "expires_at": Field("when it stops working", "nobody", Erase.ROW),
            "used_at": Field("when it was used", "nobody", Erase.ROW),
        },
        of="user",
        ends=Ends("sign_in", "expires_at"),
    ),
    "account.EmailAddress": Model(
        holds="whether an e-mail address was confirmed",
        retention=_ACCOUNT,
        archive=_NOT_SHARED,
        demo="not shown: made at sign-up",
        fields={
            "user": Field("whose it is", "the person", Erase.ROW),
            "email": Field("the address", "the person", Erase.ROW),
            "verified": Field("whether a message to it was answered", "the person", Erase.ROW),
            "primary": Field("whether it is the one in use", "the person", Erase.ROW),
        },
        of="user",
    ),
    "account.EmailConfirmation": Model(
        holds="not used: confirmations are signed, not stored (a table of allauth)",
        retention="empty",
        archive=_NOT_SHARED,
        demo="not shown: empty",
        fields={
            "email_address": Field("the address", "nobody", Erase.ROW),
            "created": Field("when it was asked for", "nobody", Erase.ROW),
            "sent": Field("when it was sent", "nobody", Erase.ROW),
            "key": Field("to recognise the answer", "nobody", Erase.ROW),
        },
    ),
    "sessions.Session": Model(
        holds="not used: sessions are in people.SignedIn (Django's own)",
        retention="empty",
        archive=_NOT_SHARED,
        demo="not shown: empty",
        fields={"session_data": Field("Django's own", "nobody"), "expire_date": Field("Django's own", "nobody")},
    ),
    "people.SignedIn": Model(
        holds="that a browser is signed in; no address of the network, and of the browser only which kind it is",
        retention="until sign-out, or two weeks; a new password, a new role or a closed account ends it at once",
        archive=_NOT_SHARED,
        demo="not shown: made at sign-in",
        fields={
            "session_data": Field("what the site has to know from page to page, signed", "nobody", Erase.ROW),
            "expire_date": Field("when it ends", "nobody", Erase.ROW),
            "user": Field("who is signed in; nobody halfway through signing in", "the person", Erase.ROW),
            "since": Field("since when", "the person", Erase.ROW),
            "device": Field("which kind of browser, out of a short list", "the person", Erase.ROW),
        },
        of="user",
    ),
    "mfa.Authenticator": Model(
        holds="a passkey, an app with codes, or spare codes (kept by allauth)",
        retention="until the person removes it, or the account goes",
        archive=_NOT_SHARED,
        demo="not shown: nobody in the example has one",
        fields={
            "user": Field("whose it is", "the person", Erase.ROW),
            "type": Field("which of these", "the person", Erase.ROW),
            "data": Field(
                "to check it: of a passkey the public half, of an app and spare codes the secret, sealed; which kind of browser",
                "nobody",
                Erase.ROW,
            ),
            "created_at": Field("when it was set up", "the person", Erase.ROW),
            "last_used_at": Field("when it was used last", "the person", Erase.ROW),
        },
        of="user",
    ),
    "contenttypes.ContentType": Model(
        holds="the names of the tables (Django's own)",
        retention="always",
        archive=_NOT_SHARED,
        demo="not shown: Django's own",
        fields={"app_label": Field("Django's own", "nobody"), "model": Field("Django's own", "nobody")},
    ),
    "auth.Permission": Model(
        holds="not used: rights are data in permissions.py (Django's own)",
        retention="always",
        archive=_NOT_SHARED,
        demo="not shown: Django's own",
        fields={
            "name": Field("Django's own", "nobody"),
            "content_type": Field("Django's own", "nobody"),
            "codename": Field("Django's own", "nobody"),
        },
    ),
    "auth.Group": Model(
        holds="not used (Django's own)",
        retention="empty",
        archive=_NOT_SHARED,
        demo="not shown: Django's own",
        fields={"name": Field("Django's own", "nobody")},
    ),
    "auth.Group_permissions": Model(
        holds="not used (Django's own)",
        retention="empty",
        archive=_NOT_SHARED,
        demo="not shown: Django's own",
        fields={"group": Field("Django's own", "nobody"), "permission": Field("Django's own", "nobody")},
    ),
}

AUDIT: AuditWords = {
    "people.signed_up": _("made an account"),
    "people.renamed": _("changed their name"),
    "people.language": _("chose a language"),
    "people.link_made": _("made a sign-in link"),
    "people.link_used": _("signed in with a link"),
    "people.closed": _("closed an account"),
    "people.opened": _("opened an account again"),
    "people.administrator": _("was given the running of the installation"),
    "people.password_set": _("set or changed the password"),
    "people.signed_out_elsewhere": _("signed out everywhere else"),
    "people.app_added": _("added an app with codes"),
    "people.passkey_added": _("added a passkey"),
    "people.step_removed": _("removed a passkey or an app with codes"),
    "people.spare_codes_made": _("made new spare codes"),
    "people.spare_code_used": _("used a spare code"),
    "people.steps_reset": _("had every second step of signing in removed by those who run the site"),
}
