"""Every field that is kept says what it is; nothing measures what nobody may measure."""

import pytest
from django.db import models

from tests.house.source import PACKAGE
from xueshi.access import data_classes
from xueshi.access.data_classes import CLASS_WORDS, GRADE_WORDS, KEPT_WORDS, SEEN_WORDS, catalogue, faults, said_of
from xueshi.kernel.grades import DataClass, Grade, Kept, Seen
from xueshi.people.models import Identity, Person

NUMBERS = {
    "ledger.Participation": {"stated_credit", "stated_half_days", "theory_share", "organiser_level"},
    "ledger.Posting": {"credit", "half_days", "theory", "level"},
    "standings.Determination": {"credit", "half_days", "theory", "count"},
}
"""The register of numbers about a person: hours, days and counts of training and the level of its organiser, and nothing else."""

PLUMBING = {
    "shard",
    "recorded_by",
    "account",
    "decided_by",
    "merged_by",
    "undone_by",
    "row",
    "master_key",
    "name_index",
    "token",
}
"""Numbers that name an account, a key or a place of storage and measure nothing."""

DENIAL = "Facts of training only: no scores of belief or loyalty, no tracking."
FORBIDDEN = (
    "忠诚",
    "思想倾向",
    "政治评分",
    "政治画像",
    "信仰分",
    "信仰值",
    "积极性得分",
    "思想得分",
    "情感分析",
    "情绪识别",
    "人脸",
    "排行榜",
    "信用分",
    "loyalty",
    "ideolog",
    "political_score",
    "political score",
    "belief",
    "sentiment",
    "attention_score",
    "attention score",
    "face_",
    "leaderboard",
    "mood",
)


def test_every_field_has_a_label_and_every_label_a_field():
    assert faults() == []


def test_a_field_without_a_label_is_named(monkeypatch):
    seen = data_classes.fields_of
    monkeypatch.setattr(data_classes, "fields_of", lambda model: (*seen(model), *(["shoe"] if model is Person else [])))

    assert faults() == ["people.Person.shoe has no label"]


def test_a_label_without_a_field_is_named(monkeypatch):
    seen = data_classes.fields_of
    monkeypatch.setattr(
        data_classes, "fields_of", lambda model: tuple(set(seen(model)) - ({"number"} if model is Person else set()))
    )

    assert faults() == ["people.Person.number is no field"]


def test_what_names_a_person_to_the_state_is_graded_highest():
    said = said_of(Identity)

    assert (said["citizen_id"].grade, said["citizen_id"].data) == (Grade.G4, DataClass.IDENTITY)
    assert said["citizen_id"].seen is Seen.IDENTITY


def test_the_catalogue_holds_every_field_once():
    found = [(entry.room, entry.model, entry.field) for entry in catalogue()]

    assert len(found) == len(set(found)) > 150


@pytest.mark.parametrize(
    ("words", "known"),
    [(CLASS_WORDS, DataClass), (GRADE_WORDS, Grade), (KEPT_WORDS, Kept), (SEEN_WORDS, Seen)],
    ids=["class", "grade", "kept", "seen"],
)
def test_every_word_of_a_label_can_be_said(words, known):
    assert set(words) == set(known)
    assert all(word.zh and word.en for word in words.values())


def numbers_of(model) -> set[str]:
    """The numeric columns of a model, without keys and references."""
    numeric = (models.IntegerField, models.FloatField, models.DecimalField)
    columns = [field for field in model._meta.concrete_fields if isinstance(field, numeric)]
    return {field.name for field in columns if not (field.primary_key or field.choices)} - PLUMBING


def about_a_person(model) -> bool:
    """Whether each row says something about one person."""
    return any(field.related_model is Person for field in model._meta.concrete_fields)


def test_no_number_about_a_person_stands_outside_the_register():
    ours = [model for model in data_classes.models() if model.__module__.startswith("xueshi.")]

    found = {model._meta.label: numbers_of(model) for model in ours if about_a_person(model) and numbers_of(model)}

    assert found == NUMBERS


def schema() -> list[str]:
    """The names and labels of all our tables and columns."""
    ours = [model for model in data_classes.models() if model.__module__.startswith("xueshi.")]
    fields = [field for model in ours for field in model._meta.concrete_fields]
    return [f"{field.model._meta.label}.{field.name} {field.verbose_name}" for field in fields]


def spoken() -> str:
    """Everything that pages say."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.po")))
    return "\n".join(texts).replace(DENIAL, "").lower()


@pytest.mark.parametrize("word", FORBIDDEN)
def test_nothing_scores_what_people_believe(word):
    planned = [name for name in schema() if word in name.lower()]

    assert planned == []
    assert word not in spoken()
