"""Identity numbers: finding by one, reading one, and everything held on one person; none ever stands in an address."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xueshi.kernel.actors import Right, may
from xueshi.organisations.requests import ActorRequest
from xueshi.people.gates import may_change, person_for
from xueshi.people.looked import person_opened
from xueshi.people.lookup import identity_read, people_by_number
from xueshi.people.models import Person
from xueshi.people.personal import person_file_start
from xueshi.people.reads import lineage
from xueshi.people.recording import path_of
from xueshi.people.vault_forms import FindForm
from xueshi.people.views.answers import REFUSED, anywhere, done


@never_cache
def person_find(request: ActorRequest) -> HttpResponse:
    """Find people by an exact identity number or mobile phone."""
    by = request.actor
    anywhere(by, Right.SEE_IDENTITY)
    form = FindForm(request.POST if request.method == "POST" else None)
    found: list[Person] = []
    searched = request.method == "POST" and done(
        form, lambda: found.extend(people_by_number(form.cleaned_data["text"], by=by))
    )
    if len(found) == 1:
        return redirect("person_timeline", found[0].number)
    shown = {"form": form, "found": found, "searched": searched}
    return render(request, "people/find.html", shown, status=REFUSED if form.errors else 200)


@never_cache
def person_identity(request: ActorRequest, number: str) -> HttpResponse:
    """Which identity data are held; asked to, what they are, which is written down."""
    by = request.actor
    person = person_opened(number, "identity", by=by)
    shown = {
        "person": person,
        "lineage": lineage(person, by=by),
        "tab": "identity",
        "clear": identity_read(person, by=by) if request.method == "POST" else None,
        "may_change": may_change(by, person),
        "may_read": person.pk == by.person or may(by, Right.SEE_IDENTITY, path_of(person)),
        "merges": person.merges_kept.filter(undone_at=None).select_related("merged__identity").order_by("-pk"),
    }
    return render(request, "people/identity.html", shown)


@require_POST
def person_file(request: ActorRequest, number: str) -> HttpResponse:
    """Have everything held on a person put into one file."""
    by = request.actor
    return redirect("job", person_file_start(person_for(by, number), by=by).number)
