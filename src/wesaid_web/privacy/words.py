"""Words about what is held, and the names templates use for them."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

PARTS: dict[str, str | Promise] = {
    "people": _("Your account, and signing in"),
    "account": _("Your e-mail address"),
    "projects": _("Your place in groups, and what they agreed"),
    "trail": _("What you said and did"),
    "meetings": _("Meetings"),
    "telling": _("What you are to hear of, and how"),
    "joining": _("How you came to the group, and roles you hold in it"),
    "support": _("What you get back, and what helps you take part"),
    "delivery": _("What you help to deliver"),
    "evaluation": _("What you were asked privately"),
    "show": _("What the group shows to others"),
    "privacy": _("What you asked about your data"),
    "mfa": _("How you sign in besides a password"),
}
"""Why things are held, room by room; what is in no room of these is told at the end."""

YOURS: dict[str, str | Promise] = {
    "people.User": _("Your account"),
    "people.SignInLink": _("Links for you to sign in with, each once"),
    "people.SignedIn": _("Where you are signed in"),
    "account.EmailAddress": _("Whether your e-mail address was confirmed"),
    "mfa.Authenticator": _("Your passkeys, your app with codes, your spare codes"),
    "projects.Member": _("What each group calls you, and what you may do there"),
    "projects.Member_perspectives": _("Your hats"),
    "projects.Signature": _("Charters you signed up to"),
    "projects.VoiceAnswer": _("Whether you want the group to look at how equal it is"),
    "projects.PowerNote": _("What you wrote to yourself about your own power"),
    "telling.News": _("News for you"),
    "telling.MailChoice": _("How you want to hear of news by e-mail"),
    "support.Need": _("What helps you take part, and what was agreed about it"),
    "support.NeedAnswer": _("Whether it was there when you needed it, as you say"),
    "support.CheckIn": _("How you were after a hard meeting"),
    "support.Terms": _("What you do and get for it, in writing"),
    "support.Return": _("What you got back for what you did"),
    "support.Advice": _("That you were offered advice on benefits, not whether you took it"),
    "privacy.Complaint": _("What you complained about, and the answer"),
    "joining.Application": _("What you wrote when you wanted to take part, and the answer"),
    "joining.ProjectRole": _("Roles you hold in the group, or are asked to"),
    "joining.RoleTraining": _("Training you were offered for a role in the group"),
    "joining.Sponsor": _("That you stand behind the group"),
    "meetings.Expected": _("Meetings you are expected at, or stay away from"),
    "meetings.Attendance": _("Meetings you were at, and as what"),
    "trail.Contribution": _("What you said"),
    "trail.Version": _("How it read before it was changed"),
    "trail.Support": _("What you support"),
    "trail.Attachment": _("Photographs and recordings with what you said"),
    "trail.Decision_present": _("Decisions you were there for"),
    "trail.Action_workers": _("What you work on"),
    "trail.ActionNote": _("What you wrote about how it is going"),
    "trail.Receipt": _("Codes for what you said without an account"),
    "delivery.HeldRole": _("Roles you hold in what the group delivers, or are asked to"),
    "delivery.RiskNote": _("What could go wrong in your roles, and what we do then"),
    "delivery.Holding": _("From when to when you held a role"),
    "delivery.Training": _("Training you were offered for what you deliver"),
    "delivery.Supervision": _("Days on which you sit down with whoever supports you"),
    "delivery.Session": _("What you delivered, and how many people it reached"),
    "delivery.Development": _("What taking part has done for you, in your own words"),
    "delivery.Arrival": _("Whether somebody here told you about the group, as you say"),
    "delivery.MayBeTold": _("That others may be told how many of you hold which role"),
    "evaluation.Answered": _("That you answered, and nothing of what"),
    "show.Answer": _("What you said before a page went out"),
}
"""What each kind of thing is to the person it is held about. The registers say it for everybody, of somebody."""

BECOMES = {
    "goes": _("What goes"),
    "words": _("Whose words go; that there was something stays"),
    "stays": _("What stays, without your name"),
}

YEAR = 365.25


def days_in_words(days: int) -> str:
    """How long that is, as somebody would say it: 2,192 days are 6 years."""
    years = round(days / YEAR)
    if years and abs(days - years * YEAR) < 2:
        return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": number_format(days, use_l10n=True, force_grouping=True)}


TEMPLATE_GLOBALS = {"becomes_words": BECOMES, "days_in_words": days_in_words}
