"""Help for those who have lost their second factor."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xueshi.access.gates import account_for
from xueshi.access.requests import SignedRequest
from xueshi.access.second_factor import factors_reset


@require_POST
def account_factors_reset(request: SignedRequest, number: str) -> HttpResponse:
    """Remove the second factors of somebody else's account; its sessions end with them."""
    factors_reset(account_for(request.actor, number), by=request.actor)
    messages.success(request, _("The second factors were removed. The next sign-in asks for a new one."))
    return redirect("account", number)
