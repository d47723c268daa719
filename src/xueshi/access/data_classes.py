"""The catalogue of data: every kept field with its class, grade, keeping time and readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module

from django.apps import apps
from django.db.models import Model

from xueshi.access.grades import LIBRARIES
from xueshi.kernel.grades import DataClass, Grade, Graded, Kept, Label, Seen, labels
from xueshi.rules.model import Words

OURS = "xueshi."


@dataclass(frozen=True, slots=True)
class Entry:
    """One field."""

    room: str
    model: str
    field: str
    label: Label


def models() -> Iterator[type[Model]]:
    """Every model whose rows are kept."""
    return (model for model in apps.get_models() if model._meta.managed)


def fields_of(model: type[Model]) -> tuple[str, ...]:
    """The names of the columns of a model."""
    return tuple(field.name for field in model._meta.concrete_fields)


def said_of(model: type[Model]) -> Mapping[str, Label]:
    """What the room of a model says about its fields; the fields of a library's model share one label."""
    if not model.__module__.startswith(OURS):
        said = LIBRARIES.get(model._meta.label, {})
        return {name: said["*"] for name in fields_of(model) if "*" in said}
    return {name: label for owner, name, label in labels(_of_room(model)) if owner == model.__name__}


def catalogue() -> tuple[Entry, ...]:
    """Every field, room by room and model by model."""
    return tuple(
        Entry(model._meta.app_label, model.__name__, name, said[name])
        for model in models()
        for said in (said_of(model),)
        for name in fields_of(model)
        if name in said
    )


def faults() -> list[str]:
    """Fields without a label, labels without a field, and fields labelled twice."""
    found: list[str] = []
    for model in models():
        fields, said = set(fields_of(model)), set(said_of(model))
        found += [f"{model._meta.label}.{name} has no label" for name in sorted(fields - said)]
        found += [f"{model._meta.label}.{name} is no field" for name in sorted(said - fields)]
    return found + _unknown()


def _unknown() -> list[str]:
    """Labels for models that there are not, and fields labelled twice."""
    found: list[str] = []
    known = {model._meta.label for model in models()}
    for room in sorted({model.__module__.split(".")[1] for model in models() if model.__module__.startswith(OURS)}):
        seen: set[str] = set()
        for model, field, _label in labels(import_module(f"{OURS}{room}.grades").GRADES):
            if f"{room}.{model}" not in known:
                found.append(f"{room}.{model} is no model")
            if (name := f"{room}.{model}.{field}") in seen:
                found.append(f"{name} is labelled twice")
            seen.add(name)
    return found + [f"{name} is no model" for name in LIBRARIES if name not in known]


def _of_room(model: type[Model]) -> Graded:
    graded: Graded = import_module(".".join(model.__module__.split(".")[:2]) + ".grades").GRADES
    return graded


CLASS_WORDS: Mapping[DataClass, Words] = {
    DataClass.PLAN: Words("规划与公共资料", "plans and public material"),
    DataClass.ORGANISATION: Words("组织信息", "organisations"),
    DataClass.MEMBERSHIP: Words("党籍与任职", "membership and offices"),
    DataClass.NAME: Words("姓名与基本情况", "name and basic facts"),
    DataClass.IDENTITY: Words("身份证号", "identity number"),
    DataClass.CONTACT: Words("联系方式", "contact"),
    DataClass.HEALTH: Words("不作硬性要求的事由", "reason of an exemption"),
    DataClass.TRAINING: Words("培训与学时", "training and credit"),
    DataClass.FIGURES: Words("汇总数据", "aggregates"),
    DataClass.ACCOUNT: Words("账号与授权", "accounts and rights"),
    DataClass.SECRET: Words("口令与密钥材料", "secrets and keyed indexes"),
    DataClass.AUDIT: Words("审计与审批记录", "audit and approvals"),
    DataClass.FILE: Words("上报和导出的文件", "files handed in and out"),
    DataClass.TECHNICAL: Words("系统字段", "technical"),
}
GRADE_WORDS: Mapping[Grade, Words] = {
    Grade.G1: Words("一级 公开", "G1 public"),
    Grade.G2: Words("二级 内部", "G2 internal"),
    Grade.G3: Words("三级 敏感", "G3 sensitive"),
    Grade.G4: Words("四级 高度敏感", "G4 highly sensitive"),
}
KEPT_WORDS: Mapping[Kept, Words] = {
    Kept.ALWAYS: Words("长期", "for good"),
    Kept.MEMBERSHIP: Words("党籍存续期加档案年限", "as long as the membership, and the archive rule"),
    Kept.ERASURE: Words("至用途终止或销毁密钥", "until the purpose ends or the key is destroyed"),
    Kept.ACCOUNT: Words("账号存续期", "as long as the account"),
    Kept.AUDIT: Words("不少于184天（默认400天）", "184 days at least (400 by default)"),
    Kept.EXPORT: Words("7天", "seven days"),
    Kept.SESSION: Words("一次登录", "one session"),
    Kept.JOB: Words("至任务办结", "until the work is done with"),
}
SEEN_WORDS: Mapping[Seen, Words] = {
    Seen.ALL: Words("全体登录者", "everybody signed in"),
    Seen.SCOPE: Words("任职范围内", "within the scope of an appointment"),
    Seen.IDENTITY: Words("有身份信息权限者，每次读取留痕", "holders of the identity right; each reading is recorded"),
    Seen.OWNER: Words("本人", "its owner"),
    Seen.SECURITY: Words("安全管理员", "security administrators"),
    Seen.AUDITORS: Words("审计管理员", "audit administrators"),
    Seen.SYSTEM: Words("仅系统使用", "the system only"),
    Seen.NOBODY: Words("任何人不可见", "nobody"),
}
