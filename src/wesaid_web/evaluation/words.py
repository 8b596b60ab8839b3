"""The steps, levels and groups in everyday words, and what an asking shows as a plain sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wesaid_web.common.jinja import day
from wesaid_web.common.markup import to_line
from wesaid_web.evaluation.bridge import ShownGroup, ShownQuestion, Told, Why
from wesaid_web.evaluation.models import About, Heard, Known, Question, Round
from wesaid_web.projects.models import Hat, Perspective
from wesaid_web.trail.models import Result

Words = str | Promise

STEPS: dict[str, tuple[Words, Words]] = {
    "1": (
        gettext_lazy("People are made to come"),
        gettext_lazy("What they think is not asked for, or not used."),
    ),
    "2": (
        gettext_lazy("Things are explained to people"),
        gettext_lazy("They are helped to understand how it works, and no more."),
    ),
    "3": (
        gettext_lazy("People are told"),
        gettext_lazy("They hear what will happen, and sometimes why."),
    ),
    "4": (
        gettext_lazy("People are asked"),
        gettext_lazy("They say what they think. Others decide what becomes of it."),
    ),
    "5": (
        gettext_lazy("People are asked often, and some of it counts"),
        gettext_lazy("They have some say, as far as the service lets them."),
    ),
    "6": (
        gettext_lazy("We design it together"),
        gettext_lazy("People help to shape it, with real say. Others carry it out."),
    ),
    "7": (
        gettext_lazy("We decide and do it together"),
        gettext_lazy("As equals, from the first idea to the last step."),
    ),
}
"""The seven steps of the ladder in our own words: how it stands, and what that means."""

LEVELS: dict[str, tuple[Words, Words]] = {
    "1": (gettext_lazy("We told people"), gettext_lazy("So that they knew what was planned or decided.")),
    "2": (gettext_lazy("We asked for opinions"), gettext_lazy("On ideas or choices that were there already.")),
    "3": (gettext_lazy("We listened and talked it through"), gettext_lazy("To understand, and to find ideas.")),
    "4": (gettext_lazy("We designed with people"), gettext_lazy("And built their ideas into it.")),
    "5": (gettext_lazy("We worked as equal partners"), gettext_lazy("From start to finish.")),
}
"""The five levels of the spectrum in our own words. Their names were not confirmed at the source."""

NAMES: dict[str, dict[str, Words]] = {
    Question.LADDER: {value: words for value, (words, _meaning) in STEPS.items()},
    Question.SPECTRUM: {value: words for value, (words, _meaning) in LEVELS.items()},
    Question.DELIVERY: {one.value: one.label for one in Known},
    Question.HEARD: {one.value: one.label for one in Heard},
}

_MANY: dict[str, Words] = {
    Hat.SERVICE_USER: gettext_lazy("people who use services"),
    Hat.CARER: gettext_lazy("carers"),
    Hat.STAFF: gettext_lazy("staff"),
    Hat.MANAGER: gettext_lazy("managers and commissioners"),
    Hat.CITIZEN: gettext_lazy("citizens"),
    Hat.NOT_STATED: gettext_lazy("people who did not say as whom"),
}

WHY_NOT: dict[Why, Words] = {
    Why.TOO_FEW: gettext_lazy("Too few to show, if any answered. It takes five, so that nobody can be picked out."),
    Why.GROUPED_OTHERWISE: gettext_lazy(
        "Not shown: before, they were shown together with others, or without them. "
        "Side by side, the two would give a few people away."
    ),
    Why.GIVES_AWAY: gettext_lazy(
        "Not shown: somebody joined, left or changed hats since last time. "
        "Side by side, the two could give one person's answer away."
    ),
}


def many(hat: Perspective) -> str:
    """The people with a hat: "carers"; where the group calls the hat something else, those words."""
    if hat.name or hat.code not in _MANY:
        return _("“%(hat)s”") % {"hat": hat.words}
    return str(_MANY[hat.code])


def all_of(hats: Iterable[Perspective]) -> str:
    """Several hats in a row."""
    names = [many(hat) for hat in hats]
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def group_name(group: ShownGroup) -> str:
    """Who is shown: a hat, or several together."""
    if group.whole_family == "lived":
        return _("people with lived experience")
    if group.whole_family == "paid":
        return _("paid staff")
    return all_of(group.hats)


def middle_words(ask: str, group: ShownGroup) -> str:
    """The middle answer in words: one step, or the two it lies between."""
    low, high = (NAMES[ask][str(step)] for step in group.middle)
    if group.middle[0] == group.middle[1]:
        return _("“%(step)s”") % {"step": low}
    return _("between “%(low)s” and “%(high)s”") % {"low": low, "high": high}


def about_words(round_: Round) -> str:
    """What an asking is about."""
    if round_.about == About.PERIOD:
        return _("Our work from %(first)s to %(last)s") % {
            "first": day(round_.period_from),
            "last": day(round_.period_to),
        }
    if round_.decision:
        decision = round_.decision
        return f"{Result(decision.result).label}. {to_line(decision.reason, 100)}"
    return _("Our work together")


def sentence(question: ShownQuestion) -> str:
    """What a question shows, first of all: the gap where there is one."""
    if not question.groups:
        return _("There is nothing to show here: too few answered as the same. Talk about it instead.")
    if question.ask in {Question.LADDER, Question.SPECTRUM}:
        return _steps_sentence(question)
    if question.ask == Question.DELIVERY:
        parts = [
            _share(
                group,
                Known.YES,
                _("%(n)s of %(all)s %(who)s say that people who helped to design it now help to deliver it."),
            )
            for group in question.groups
        ]
    else:
        parts = [_share(group, Heard.HEARD, _("%(n)s of %(all)s %(who)s felt heard.")) for group in question.groups]
    return " ".join(parts)


def _share(group: ShownGroup, value: str, words: str) -> str:
    return words % {"n": group.count(value), "all": group.people, "who": group_name(group)}


def _steps_sentence(question: ShownQuestion) -> str:
    lower, higher, gap = question.lower, question.higher, question.gap
    if not (lower and higher and gap):
        return " ".join(
            _("Ask %(who)s, and the middle answer is %(step)s.")
            % {"who": group_name(group), "step": middle_words(question.ask, group)}
            for group in question.groups
        )
    who = {
        "higher": group_name(higher),
        "lower": group_name(lower),
        "up": middle_words(question.ask, higher),
        "down": middle_words(question.ask, lower),
    }
    if gap.told == Told.ALIKE and higher.middle == lower.middle:
        return _("%(higher)s and %(lower)s see it much the same: the middle answer of both is %(up)s.") % who
    both = _("Ask %(higher)s, and the middle answer is %(up)s. Ask %(lower)s, and it is %(down)s.") % who
    return f"{both} {_apart(gap.steps, gap.told)}"


def _apart(steps: float, told: Told) -> str:
    whole, half = divmod(steps, 1)
    if half:
        far = _("That is half a step apart.")
        if whole:
            far = _("That is %(n)s and a half steps apart.") % {"n": int(whole)}
    elif whole:
        far = ngettext("That is %(n)s step apart.", "That is %(n)s steps apart.", int(whole)) % {"n": int(whole)}
    else:
        far = ""
    sure = _("With so few people it can be chance.")
    if told == Told.APART:
        sure = _("More than chance alone would often bring about.")
    return f"{far} {sure}".strip()


def talk(question: ShownQuestion) -> Words:
    """Something to talk about, whatever the numbers say."""
    if question.gap and question.gap.told == Told.APART:
        return _(
            "Talk about it: what do the ones see that the others do not? What would each need to see, to answer differently?"
        )
    if question.ask == Question.HEARD:
        return _("Talk about it: when is it easy to speak here, and when is it not? Who is not asked?")
    if question.ask == Question.DELIVERY:
        return _(
            "Talk about it: who does the work that we designed together? Who would like to, and what do they need?"
        )
    return _(
        "Talk about it: think of the last thing we decided. Who had the idea, who was there, who had the last word, who did it?"
    )


TEMPLATE_GLOBALS: dict[str, Any] = {
    "ladder_steps": STEPS,
    "spectrum_levels": LEVELS,
    "answer_names": NAMES,
    "question_words": dict(Question.choices),
    "why_not_shown": WHY_NOT,
    "raters": group_name,
    "hats_in_words": all_of,
    "middle_words": middle_words,
    "asked_about": about_words,
    "asking_sentence": sentence,
    "asking_talk": talk,
}
