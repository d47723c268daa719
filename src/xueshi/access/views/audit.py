"""The audit trail: the list with filters, one record, and the verifications."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from xueshi.access.gates import audit_record_for
from xueshi.access.proofs import proofs, verify_enqueue
from xueshi.access.requests import SignedRequest
from xueshi.access.speech import lang
from xueshi.access.trail import TrailFilter, named, page
from xueshi.access.trail_words import distinct, kind_words, verb_words
from xueshi.kernel.listing import paged


def audit_list(request: SignedRequest) -> HttpResponse:
    """The records that fit the filters, the latest first."""
    wanted = TrailFilter.of(request.GET)
    shown = {
        "wanted": wanted,
        "page": page(wanted, request.GET.get("after", ""), by=request.actor),
        "after": request.GET.get("after", ""),
        "verbs": [(verb, verb_words(verb, lang())) for verb in distinct("verb")],
        "kinds": [(kind, kind_words(kind, lang())) for kind in distinct("kind")],
    }
    return render(request, "access/audit.html", shown)


def audit_record(request: SignedRequest, key: int) -> HttpResponse:
    """One record: everything it says, before and after."""
    found = audit_record_for(request.actor, key)
    return render(request, "access/audit_record.html", {"row": named([found])[0], "record": found})


def audit_proofs(request: SignedRequest) -> HttpResponse:
    """What verifications found."""
    found = proofs(request.actor)
    hits = paged(found.count(), lambda first, last: list(found[first:last]), request.GET.get("page", ""))
    return render(request, "access/audit_proofs.html", {"page": hits, "lang": lang()})


@require_POST
def audit_verify(request: SignedRequest) -> HttpResponse:
    """Have the trail verified by a job."""
    wanted = TrailFilter.of(request.POST)
    return redirect("job", verify_enqueue(wanted.first, by=request.actor).number)
