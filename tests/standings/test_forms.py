"""The forms refuse what cannot be judged or read, in words, and hand on only what differs from the recommendation."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from django.utils.datastructures import MultiValueDict

from xueshi.organisations.models import Organisation
from xueshi.standings.asked import pack_of
from xueshi.standings.forms import CREDITING, LARGEST, DayForm, JudgeForm, UploadForm
from xueshi.standings.models import JudgingRun

PACK = pack_of(None)


def judging(**changes: str) -> JudgeForm:
    """The form as it is sent when the recommendations are left, but for some fields."""
    blank = JudgeForm(PACK, "zh")
    given = {name: field.initial for name, field in blank.fields.items() if name != "as_of"}
    return JudgeForm(PACK, "zh", {**given, "as_of": "2026-06-30", **changes})


def uploading(roster: int = 3, register: int = 3) -> UploadForm:
    """The form with two files of so many bytes, as far as the form is told."""
    files: MultiValueDict[str, Any] = MultiValueDict()
    for name, size in (("roster", roster), ("register", register)):
        file = SimpleUploadedFile(f"{name}.csv", b"a,b")
        file.size = size
        files[name] = file
    return UploadForm({"as_of": "2026-06-30"}, files)


@pytest.mark.parametrize(("days", "valid"), [(-1, True), (0, True), (1, False)])
def test_the_last_day_to_judge_as_of_is_today(days: int, valid: bool) -> None:
    day = timezone.localdate() + timedelta(days=days)

    form = DayForm({"as_of": day.isoformat()})

    assert form.is_valid() is valid
    assert set(form.errors) == (set() if valid else {"as_of"})


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh-hans", "这一天还没有到，请选择今天或更早的日期。"),
        ("en", "This day has not come yet; choose today or an earlier day."),
    ],
)
def test_a_day_to_come_is_refused_in_the_language_of_the_page(lang: str, said: str) -> None:
    with translation.override(lang):
        errors = DayForm({"as_of": "2999-01-01"}).errors

        assert errors["as_of"] == [said]


def test_recommended_options_are_not_handed_on() -> None:
    form = judging()

    assert form.is_valid()
    assert form.params() == {"plan": "M24", "as_of": "2026-06-30", "settings": {}}


def test_only_what_differs_is_handed_on() -> None:
    form = judging(**{"AM-01": "never"})

    assert form.is_valid()
    assert form.params()["settings"] == {"AM-01": "never"}


def test_a_form_opens_with_the_options_that_the_run_used() -> None:
    used = pack_of(JudgingRun(plan="M24", as_of=date(2026, 6, 30), settings={"AM-01": "always"}))

    assert JudgeForm(used, "zh").fields["AM-01"].initial == "always"


def test_going_back_to_the_recommendation_is_handed_on_as_nothing() -> None:
    used = pack_of(JudgingRun(plan="M24", as_of=date(2026, 6, 30), settings={"AM-01": "always"}))
    given: dict[str, Any] = {name: field.initial for name, field in JudgeForm(used, "zh").fields.items()}
    form = JudgeForm(used, "zh", {**given, "as_of": "2026-06-30", "AM-01": "substitute"})

    assert form.is_valid()
    assert form.params()["settings"] == {}


def test_an_option_that_the_pack_does_not_know_is_refused() -> None:
    form = judging(**{"AM-01": "perhaps"})

    assert set(form.errors) == {"AM-01"}


def test_a_choice_of_crediting_is_ignored_however_it_is_sent() -> None:
    form = judging(**dict.fromkeys(CREDITING, "none"))

    assert form.is_valid()
    assert form.params()["settings"] == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_choices_are_asked_in_the_words_of_the_pack(language: Any) -> None:
    field: Any = JudgeForm(PACK, language).fields["AM-01"]
    choice = next(choice for choice in PACK.choices if choice.id == "AM-01")

    assert field.label == f"AM-01 {choice.question.say(language)}"
    assert field.choices == [(option, words.say(language)) for option, words in choice.options.items()]


@pytest.mark.parametrize(("size", "valid"), [(LARGEST - 1, True), (LARGEST, True), (LARGEST + 1, False)])
@pytest.mark.parametrize("name", ["roster", "register"])
def test_a_file_has_200_megabytes_at_most(name: str, size: int, valid: bool) -> None:
    form = uploading(**{name: size})

    assert set(form.errors) == (set() if valid else {name})


def test_too_large_a_file_is_to_be_split() -> None:
    with translation.override("en"):
        assert uploading(roster=LARGEST + 1).errors["roster"] == [
            "The file is larger than 200 MB; split it by township."
        ]


def test_both_files_and_the_day_are_asked_in_this_order() -> None:
    assert list(UploadForm().fields) == ["roster", "register", "as_of"]
    assert set(UploadForm({}, MultiValueDict()).errors) == {"roster", "register", "as_of"}


def test_an_empty_file_is_refused() -> None:
    given: dict[str, Any] = {
        "roster": [SimpleUploadedFile("a.csv", b"")],
        "register": [SimpleUploadedFile("b.csv", b"a")],
    }

    assert set(UploadForm({"as_of": "2026-06-30"}, MultiValueDict(given)).errors) == {"roster"}


def test_who_may_judge_in_several_places_says_where():
    units = [Organisation(number=number, full_name=number) for number in ("one", "two")]
    blank = JudgeForm(PACK, "zh", units=units)
    given = {name: field.initial for name, field in blank.fields.items() if name != "as_of"}

    form = JudgeForm(PACK, "zh", {**given, "as_of": "2026-06-30", "unit": "two"}, units=units)

    assert form.is_valid()
    assert form.params()["unit"] == "two"
    assert "unit" not in JudgeForm(PACK, "zh", units=units[:1]).fields
