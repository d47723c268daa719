"""The catalogue of data: which fields are kept, what they are, for how long and who sees them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from xueshi.access.data_classes import CLASS_WORDS, GRADE_WORDS, KEPT_WORDS, SEEN_WORDS, catalogue
from xueshi.access.requests import SignedRequest
from xueshi.access.speech import lang
from xueshi.kernel.grades import DataClass, Grade
from xueshi.kernel.listing import paged

SIZE = 100


def data_classes(request: SignedRequest) -> HttpResponse:
    """Every field with its class and grade; the names of fields say nothing about anybody, so everybody may read them."""
    data, grade = request.GET.get("data", ""), request.GET.get("grade", "")
    hits = [
        entry
        for entry in catalogue()
        if (data not in set(DataClass) or entry.label.data == data)
        and (grade not in set(Grade) or entry.label.grade == grade)
    ]
    rows = [
        (
            entry,
            CLASS_WORDS[entry.label.data].say(lang()),
            GRADE_WORDS[entry.label.grade].say(lang()),
            KEPT_WORDS[entry.label.kept].say(lang()),
            SEEN_WORDS[entry.label.seen].say(lang()),
        )
        for entry in hits
    ]
    shown = {
        "page": paged(len(rows), lambda first, last: rows[first:last], request.GET.get("page", ""), SIZE),
        "classes": [(known.value, words.say(lang())) for known, words in CLASS_WORDS.items()],
        "grades": [(known.value, words.say(lang())) for known, words in GRADE_WORDS.items()],
        "data": data,
        "grade": grade,
    }
    return render(request, "access/data_classes.html", shown)
