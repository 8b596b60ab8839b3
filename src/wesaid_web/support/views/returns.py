"""What people get back: my own page, the page of those who see that it is paid, terms, and what the group is told."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.access import NotYet
from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.models import AnalysisRun
from wesaid_web.common.pdf import paper
from wesaid_web.common.runs import AMOUNTS
from wesaid_web.people.again import asks_again
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.models import Member
from wesaid_web.projects.permissions import SEE_MONEY
from wesaid_web.support import actions, queries
from wesaid_web.support.actions import NotThatDay
from wesaid_web.support.forms import OfferForm, PaidForm, TermsForm
from wesaid_web.support.models import Return, ReturnKind, Terms
from wesaid_web.support.permissions import (
    APPROVE,
    MINE,
    PAY,
    TOLD,
    WRITE_TERMS,
    NotYours,
    TwoPeople,
    answers_for,
    can_see,
    check_may_end,
)


def _terms(here: Here, terms_id: uuid.UUID) -> Terms:
    """Terms this person may see."""
    terms = get_object_or_404(Terms.objects.select_related("member", "project"), pk=terms_id, project=here.project)
    if not can_see(here.member, terms):
        raise NotYours(_("What somebody gets back is seen by them, by facilitators and by whoever pays."))
    return terms


def _return(here: Here, return_id: uuid.UUID) -> Return:
    row = get_object_or_404(
        Return.objects.select_related("terms__member", "terms__project"), pk=return_id, terms__project=here.project
    )
    if not can_see(here.member, row.terms):
        raise NotYours(_("What somebody gets back is seen by them, by facilitators and by whoever pays."))
    return row


@project_view(MINE, "GET")
def mine(request: HttpRequest, here: Here) -> HttpResponse:
    """What I agreed to, what I get for it, what came and what is to come. Seen by me; prints as a statement."""
    terms = queries.terms_of(here.member)
    context = {
        "here": here,
        "terms": terms,
        "totals": queries.totals(row for one in terms for row in one.returns.all()),
        "sees_money": here.can(SEE_MONEY),
    }
    return render(request, "support/mine.jinja", context)


@project_view(SEE_MONEY, "GET")
def people(request: HttpRequest, here: Here) -> HttpResponse:
    """What is to be approved and paid, what is due first at the top; and everyone's terms."""
    return _people(request, here)


def _people(request: HttpRequest, here: Here, problem: str = "") -> HttpResponse:
    waiting = list(queries.waiting(here.project))
    advised = set(
        Member.objects.filter(project=here.project, benefits_advice__isnull=False).values_list("pk", flat=True)
    )
    context = {
        "here": here,
        "waiting": waiting,
        "late": {row.pk for row in waiting if queries.is_late(row, timezone.localdate())},
        "terms": queries.open_terms(here.project),
        "advised": advised,
        "may_write": here.can(WRITE_TERMS),
        "may_approve": here.can(APPROVE),
        "may_pay": here.can(PAY),
        "income": {ReturnKind.PAYMENT, ReturnKind.VOUCHER},
        "comes_first": problem,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "support/people.jinja", context, status=status)


@project_view(WRITE_TERMS, "GET", "POST")
def terms_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Put in writing what somebody will do and what they get for it."""
    form = TermsForm(here.project, posted(request), initial={"member": request.GET.get("for", "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        terms = actions.write_terms(
            member=form.people[given["member"]],
            work=given["work"],
            in_return=given["in_return"],
            pay_within=given["pay_within"],
            by=here.member,
            terms_id=given["id"],
        )
        messages.success(request, _("The terms are written. They count once the person agrees."))
        return redirect("support:terms", here.project.pk, terms.pk)
    return render(request, "support/terms_new.jinja", {"here": here, "form": form}, status=status_of(form))


@project_view(MINE, "GET")
def terms(request: HttpRequest, here: Here, terms_id: uuid.UUID) -> HttpResponse:
    """One set of terms, with what came of it: for the person it is for and those who see that it is paid."""
    return _terms_page(request, here, _terms(here, terms_id))


@project_view(MINE, "GET")
def terms_paper(request: HttpRequest, here: Here, terms_id: uuid.UUID) -> HttpResponse:
    """The terms on paper, to read at home and sign: one for the person, one to keep. For those who may see them."""
    context = {"here": here, "terms": _terms(here, terms_id)}
    return paper(request, "support/terms_paper.jinja", context, name="terms")


def _terms_page(request: HttpRequest, here: Here, row: Terms, problem: str = "") -> HttpResponse:
    returns = list(row.returns.select_related("approved_by", "paid_by"))
    context = {
        "here": here,
        "terms": row,
        "returns": returns,
        "is_mine": row.member_id == here.member.pk,
        "may_answer": answers_for(here.member, row.member),
        "may_write": here.can(WRITE_TERMS),
        "may_approve": here.can(APPROVE) and row.member_id != here.member.pk,
        "may_pay": here.can(PAY) and row.member_id != here.member.pk,
        "advice": getattr(row.member, "benefits_advice", None),
        "income": {ReturnKind.PAYMENT, ReturnKind.VOUCHER},
        "comes_first": problem,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "support/terms.jinja", context, status=status)


@project_view(MINE, "POST")
def terms_agree(request: HttpRequest, here: Here, terms_id: uuid.UUID) -> HttpResponse:
    """Agree to terms."""
    row = _terms(here, terms_id)
    actions.agree(terms=row, by=here.member)
    messages.success(request, _("It is written down that this is agreed."))
    return redirect("support:terms", here.project.pk, row.pk)


@project_view(MINE, "GET", "POST")
def terms_end(request: HttpRequest, here: Here, terms_id: uuid.UUID) -> HttpResponse:
    """End terms, or say no to them, after saying what that means."""
    row = _terms(here, terms_id)
    check_may_end(here.member, row.member)
    if request.method == "POST":
        actions.end_terms(terms=row, by=here.member)
        messages.success(request, _("It has ended. What is owed stays owed."))
        return redirect("support:mine" if row.member_id == here.member.pk else "support:people", here.project.pk)
    mine = row.member_id == here.member.pk
    return render(request, "support/terms_end.jinja", {"here": here, "terms": row, "is_mine": mine})


@project_view(WRITE_TERMS, "GET", "POST")
def offer(request: HttpRequest, here: Here, terms_id: uuid.UUID) -> HttpResponse:
    """Write down what somebody gets for something they did."""
    row = _terms(here, terms_id)
    form = OfferForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        entered = actions.Offer(
            kind=ReturnKind(given["kind"]),
            what_for=given["what_for"],
            on=given["on"],
            minutes=given["hours"],
            pence=given["pence"],
        )
        try:
            actions.offer(terms=row, given=entered, by=here.member, return_id=given["id"])
        except NotYet as problem:
            form.add_error("on", str(problem))
        else:
            messages.success(request, _("It is offered. The person says yes or no to it."))
            return redirect("support:terms", here.project.pk, row.pk)
    return render(request, "support/offer.jinja", {"here": here, "form": form, "terms": row}, status=status_of(form))


@project_view(MINE, "POST")
def accept(request: HttpRequest, here: Here, return_id: uuid.UUID) -> HttpResponse:
    """Say yes to what was offered."""
    row = _return(here, return_id)
    actions.accept(given=row, by=here.member)
    messages.success(request, _("Accepted. Now it can be approved and paid."))
    return redirect("support:terms", here.project.pk, row.terms_id)


@project_view(MINE, "GET", "POST")
def take_away(request: HttpRequest, here: Here, return_id: uuid.UUID) -> HttpResponse:
    """Decline what was offered, or take an offer back, after saying what that means."""
    row = _return(here, return_id)
    check_may_end(here.member, row.terms.member)
    if request.method == "POST":
        actions.take_away(given=row, by=here.member)
        messages.success(request, _("It is removed. Nothing says why."))
        return redirect("support:terms", here.project.pk, row.terms_id)
    mine = row.terms.member_id == here.member.pk
    return render(request, "support/take_away.jinja", {"here": here, "row": row, "is_mine": mine})


@project_view(APPROVE, "POST")
@asks_again("support:people")
def approve(request: HttpRequest, here: Here, return_id: uuid.UUID) -> HttpResponse:
    """Approve what somebody accepted."""
    row = _return(here, return_id)
    return _answered(
        request, here, row, lambda: actions.approve(given=row, by=here.member), _("Approved. Somebody else pays it.")
    )


@project_view(PAY, "GET", "POST")
@asks_again()
def pay(request: HttpRequest, here: Here, return_id: uuid.UUID) -> HttpResponse:
    """Say on which day something was paid or given: today, or a day since it was approved."""
    row, comes_first = _return(here, return_id), ""
    form = PaidForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.pay(given=row, by=here.member, on=form.cleaned_data["on"])
        except NotThatDay as problem:
            form.add_error("on", str(problem))
        except (NotYet, TwoPeople) as problem:
            comes_first = str(problem)
        else:
            messages.success(request, _("It is written down as paid."))
            return redirect("support:people", here.project.pk)
    context = {"here": here, "form": form, "row": row, "comes_first": comes_first}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if comes_first else status_of(form)
    return render(request, "support/pay.jinja", context, status=status)


def _answered(request: HttpRequest, here: Here, row: Return, step: Any, done: str) -> HttpResponse:
    """Take a step and go back to where it was pressed; what has to come first is said there."""
    from_list = request.POST.get("from") == "people"
    try:
        step()
    except (NotYet, TwoPeople) as problem:
        if from_list:
            return _people(request, here, str(problem))
        return _terms_page(request, here, row.terms, str(problem))
    messages.success(request, done)
    return (
        redirect("support:people", here.project.pk)
        if from_list
        else redirect("support:terms", here.project.pk, row.terms_id)
    )


@project_view(WRITE_TERMS, "POST")
def advice(request: HttpRequest, here: Here, member_id: uuid.UUID) -> HttpResponse:
    """Write down that advice on benefits was offered."""
    member = get_object_or_404(Member, pk=member_id, project=here.project, left_at=None)
    actions.advice_offered(member=member, by=here.member)
    messages.success(request, _("It is written down that advice was offered. Whether they took it is theirs."))
    return redirect("support:people", here.project.pk)


@project_view(TOLD, "GET")
def told(request: HttpRequest, here: Here) -> HttpResponse:
    """What the project put into people, as far as nobody is given away."""
    rows = queries.told(here.project)
    runs = {run.subject: run for run in AnalysisRun.objects.filter(stream=here.project.pk, method=AMOUNTS)}
    return render(request, "support/told.jinja", {"here": here, "told": rows, "runs": runs})
