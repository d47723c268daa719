"""What the keeper of the keys does: change and destroy master keys, and erase people."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xueshi.kernel.actors import Actor, Right
from xueshi.kernel.errors import XueshiError
from xueshi.organisations.requests import ActorRequest
from xueshi.people.identities import identity_erase
from xueshi.people.lookup import erasable_for
from xueshi.people.rotation import master_key_drop, master_keys, vault_rotation_start
from xueshi.people.speech import lang
from xueshi.people.vault_forms import EraseForm
from xueshi.people.views.answers import REFUSED, anywhere, named

LONGEST = 6


def vault(request: ActorRequest) -> HttpResponse:
    """The master keys, and erasing a person."""
    by = request.actor
    anywhere(by, Right.ERASE)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and named(form, "number", lambda: _erased(form.cleaned_data, by)):
        messages.success(request, gettext("The identity was erased for good; the entries stay under the number."))
        return redirect("vault")
    shown = {"form": form, "keys": master_keys(by=by)}
    return render(request, "people/vault.html", shown, status=REFUSED if form.errors else 200)


def _erased(given: dict[str, str], by: Actor) -> None:
    identity_erase(erasable_for(by, given["number"]), reason=given["reason"], by=by)


@require_POST
def vault_rotate(request: ActorRequest) -> HttpResponse:
    """Change to a new master key, or finish changing, as a job."""
    return redirect("job", vault_rotation_start(by=request.actor).number)


@require_POST
def vault_drop(request: ActorRequest) -> HttpResponse:
    """Destroy a master key that protects nobody any more."""
    number = request.POST.get("key", "")
    try:
        master_key_drop(int(number) if number.isdecimal() and len(number) <= LONGEST else 0, by=request.actor)
    except XueshiError as refused:
        if refused.code.startswith("ACCESS"):
            raise
        messages.error(request, refused.message(lang()))
    return redirect("vault")
