"""The pages that are looked at one by one: addresses by name, for the officer unless another role is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from tests.web.office import Office


def pages(office: Office) -> dict[str, tuple[str, str]]:
    """Role and address of every page, by a short name."""
    county = office.unit("清河县委").number
    person = office.people["P01"].number
    officer = {
        "home": reverse("home"),
        "unit": reverse("unit", args=[county]),
        "roster": reverse("roster"),
        "roster-then": reverse("roster") + "?on=2026-01-01&standing=probationary&office=secretary",
        "people": reverse("people") + "?status=short",
        "person": reverse("person", args=[person]),
        "person-ledger": reverse("person_ledger", args=[person]),
        "person-history": reverse("person_history", args=[person]),
        "plan": reverse("plan", args=["M24"]),
        "clause": reverse("clause", args=["M24", "M24-I02"]),
        "runs": reverse("runs"),
        "uploads": reverse("uploads"),
        "jobs": reverse("jobs"),
        "my-account": reverse("my_account"),
        "password": reverse("password_change"),
        "second-factor": reverse("factors_begin"),
        "authenticator": reverse("totp_add"),
        "passkey": reverse("passkey_add"),
        "confirm": reverse("confirm_holder"),
    }
    others = {"member-home": ("member", reverse("home")), "secretary-home": ("secretary", reverse("home"))}
    return {name: ("officer", address) for name, address in officer.items()} | others
