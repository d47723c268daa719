"""The result file of an act on many people: everybody who was chosen, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _

from xueshi.intake.models import Job
from xueshi.intake.uploads import result_path
from xueshi.people.models import Person


def write_result(job: Job, told: Mapping[int, str]) -> str:
    """Write the file and return its name; an empty text in ``told`` says done."""
    name = f"act-{job.number}.xlsx"
    people = Person.objects.select_related("identity", "organisation").in_bulk(list(told))
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with (
        translation.override("en" if job.params["lang"] == "en" else "zh-hans"),
        xlsxwriter.Workbook(str(result_path(name)), options) as book,
    ):
        page = book.add_worksheet(_("Result"))
        rows = [(_("Number"), _("Name"), _("Organisation"), _("Result"))]
        for pk, text in told.items():
            person = people[pk]
            unit = person.organisation.full_name if person.organisation else ""
            rows.append((person.number, person.identity.name, unit, text or _("done")))
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write_string(place, column, cell)
        page.set_column(0, 1, 18)
        page.set_column(2, 3, 40)
        page.freeze_panes(1, 0)
    return name
