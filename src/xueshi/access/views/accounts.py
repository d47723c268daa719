"""Accounts and their appointments: list, open, appoint, end, withdraw, close."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xueshi.access.account_forms import AppointForm, EndForm, OpenForm, ReasonForm
from xueshi.access.actions import (
    account_appoint,
    account_close,
    account_open,
    appointment_end,
    appointment_withdraw,
    service_open,
)
from xueshi.access.gates import account_for, appointment_for
from xueshi.access.models import Account, RoleChoice
from xueshi.access.password_actions import LINK, link_issue
from xueshi.access.reads import AccountFilter, accounts, appointments_of
from xueshi.access.requests import SignedRequest
from xueshi.access.speech import lang
from xueshi.kernel.actors import Right, require
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.listing import paged

STATES = ("open", "closed")


def account_list(request: SignedRequest) -> HttpResponse:
    """Every account with what it is appointed to today."""
    by, given = request.actor, request.GET
    require(by, Right.APPOINT, "")
    wanted = AccountFilter(
        text=given.get("text", "").strip(),
        role=given.get("role", "") if given.get("role", "") in RoleChoice.values else "",
        state=given.get("state", "") if given.get("state", "") in STATES else "",
    )
    hits = accounts(wanted, by=by)
    page = paged(hits.count(), lambda first, last: list(hits[first:last]), given.get("page", ""))
    shown = {"page": page, "wanted": wanted, "roles": RoleChoice.choices}
    return render(request, "access/accounts.html", shown)


def account_new(request: SignedRequest) -> HttpResponse:
    """Open an account; it may do nothing yet."""
    by = request.actor
    require(by, Right.APPOINT, "")
    form = OpenForm(request.POST if request.method == "POST" else None, by=by)
    if form.is_valid():
        try:
            return redirect("account", _opened(form, request).number)
        except XueshiError as refused:
            form.add_error("username", refused.line(lang()))
    return render(request, "access/account_new.html", {"form": form}, status=422 if form.errors else 200)


def _opened(form: OpenForm, request: SignedRequest) -> Account:
    given = form.cleaned_data
    if given["is_service"]:
        return service_open(given["username"], display_name=given["display_name"], by=request.actor)
    return account_open(
        given["username"], None, display_name=given["display_name"], person=given["person"], by=request.actor
    )


def account(request: SignedRequest, number: str) -> HttpResponse:
    """One account: whose it is, what it is appointed to and was, and what can be done with it."""
    found = account_for(request.actor, number)
    return _page(request, found, AppointForm(by=request.actor, initial={"since": request.actor.on}))


def _page(request: SignedRequest, found: Account, form: AppointForm, status: int = 200) -> HttpResponse:
    rows = appointments_of(found, by=request.actor)
    return render(request, "access/account.html", {"shown": found, "rows": rows, "form": form}, status=status)


@require_POST
def appoint(request: SignedRequest, number: str) -> HttpResponse:
    """Appoint an account to a role."""
    found = account_for(request.actor, number)
    form = AppointForm(request.POST, by=request.actor)
    if form.is_valid():
        given = form.cleaned_data
        try:
            account_appoint(
                found,
                given["role"],
                given["organisation"],
                since=given["since"],
                until=given["until"],
                reason=given["reason"],
                by=request.actor,
            )
            return redirect("account", number)
        except XueshiError as refused:
            form.add_error(None, refused.line(lang()))
    return _page(request, found, form, status=422)


def appointment(request: SignedRequest, key: int) -> HttpResponse:
    """One appointment, with the forms that end it or take it back."""
    found = appointment_for(request.actor, key)
    shown = {"row": found, "end": EndForm(initial={"on": request.actor.on}), "withdraw": ReasonForm(auto_id="back_%s")}
    return render(request, "access/appointment.html", shown)


@require_POST
def end(request: SignedRequest, key: int) -> HttpResponse:
    """End an appointment on a day."""
    found = appointment_for(request.actor, key)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            appointment_end(found, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"], by=request.actor)
            return redirect("account", found.account.number)
        except XueshiError as refused:
            form.add_error(None, refused.line(lang()))
    shown = {"row": found, "end": form, "withdraw": ReasonForm(auto_id="back_%s")}
    return render(request, "access/appointment.html", shown, status=422)


@require_POST
def withdraw(request: SignedRequest, key: int) -> HttpResponse:
    """Take back an appointment that should not have been made."""
    found = appointment_for(request.actor, key)
    form = ReasonForm(request.POST, auto_id="back_%s")
    if form.is_valid():
        appointment_withdraw(found, reason=form.cleaned_data["reason"], by=request.actor)
        return redirect("account", found.account.number)
    shown = {"row": found, "end": EndForm(initial={"on": request.actor.on}), "withdraw": form}
    return render(request, "access/appointment.html", shown, status=422)


@require_POST
def close(request: SignedRequest, number: str) -> HttpResponse:
    """Close an account."""
    found = account_for(request.actor, number)
    form = ReasonForm(request.POST)
    if form.is_valid():
        account_close(found, reason=form.cleaned_data["reason"], by=request.actor)
    return redirect("account", number)


@never_cache
@require_POST
def link(request: SignedRequest, number: str) -> HttpResponse:
    """A link, shown once, through which the account's owner chooses a password."""
    found = account_for(request.actor, number)
    address = reverse("password_link", args=[link_issue(found, by=request.actor)])
    shown = {"shown": found, "address": request.build_absolute_uri(address), "minutes": LINK.seconds // 60}
    return render(request, "access/account_link.html", shown)
