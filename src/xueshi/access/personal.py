"""What is held here on one person: the account, and who looked."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from xueshi.access.models import Account, AuditRecord
from xueshi.access.speech import lang
from xueshi.access.trail_words import verb_words
from xueshi.kernel.actors import Actor
from xueshi.people.models import Person
from xueshi.people.personal import Section, numbers_of, said


def sections(person: Person, *, by: Actor) -> list[Section]:
    """The account with its appointments, and every record of the audit trail about the person or of the person's acts."""
    return [_accounts(person), _trail(person)]


def _accounts(person: Person) -> Section:
    accounts = Account.objects.filter(person__in=numbers_of(person)).prefetch_related("appointments__organisation")
    rows = [
        (
            one.username,
            one.display_name,
            str(row.get_role_display()) if row else "",
            said(row.valid_from) if row else "",
        )
        for one in accounts
        for row in (*one.appointments.all(), None)
    ]
    return Section(_("Account"), (_("User name"), _("Name"), _("Role"), _("From")), rows)


def _trail(person: Person) -> Section:
    people = numbers_of(person)
    numbers, keys = [one.number for one in people], [one.pk for one in people]
    records = AuditRecord.objects.filter(Q(kind="person", thing__in=numbers) | Q(person__in=keys)).order_by("pk")
    names = {account.pk: str(account) for account in Account.objects.filter(pk__in=records.values("account"))}
    rows = [
        (said(record.at), verb_words(record.verb, lang()), names.get(record.account, ""), record.reason)
        for record in records
    ]
    return Section(_("Who looked and who changed"), (_("Time"), _("Act"), _("Account"), _("Reason")), rows)
