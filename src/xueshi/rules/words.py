"""What statuses, forms, levels, states and strengths are called in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from xueshi.rules.cases import CaseKind
from xueshi.rules.facts import Form, OrganiserLevel
from xueshi.rules.model import Ask, Compare, State, Strength, Subject, Words
from xueshi.rules.verdicts import Status

STATUS_WORDS: Mapping[Status, Words] = {
    Status.MET: Words("达标", "met"),
    Status.ON_PACE: Words("进度正常", "on pace"),
    Status.BEHIND: Words("进度滞后", "behind"),
    Status.UNMET: Words("未达标", "unmet"),
    Status.BELOW_GENERAL: Words("低于一般要求", "below the general requirement"),
    Status.EXEMPT: Words("不作硬性要求", "no hard requirement"),
    Status.DELEGATED: Words("按干部规划执行", "follows the cadre plan"),
    Status.NOT_ASSESSABLE: Words("暂不评定", "not assessable yet"),
    Status.NOT_APPLICABLE: Words("不适用", "not applicable"),
}

FORM_WORDS: Mapping[Form, Words] = {
    Form.F1: Words("脱产培训", "off-job training"),
    Form.F2: Words("中心组学习", "centre-group study"),
    Form.F3: Words("三会一课、主题党日学习研讨", "study at branch meetings and theme days"),
    Form.F4: Words("专题讲座、报告会", "lecture or report meeting"),
    Form.F5: Words("集体组织的线上培训", "collectively organised online training"),
    Form.F6: Words("个人网络学习", "individual online study"),
    Form.F6S: Words("线上替代培训（经批准）", "approved online substitute"),
    Form.F7: Words("个人自学", "self-study"),
    Form.F8: Words("党内集中教育", "in-Party campaign"),
}

LEVEL_WORDS: Mapping[OrganiserLevel, Words] = {
    OrganiserLevel.CENTRE: Words("中央", "centre"),
    OrganiserLevel.PROVINCE: Words("省", "province"),
    OrganiserLevel.PREFECTURE: Words("市", "prefecture"),
    OrganiserLevel.COUNTY: Words("县", "county"),
    OrganiserLevel.TOWNSHIP: Words("乡镇", "township"),
    OrganiserLevel.GRASSROOTS: Words("基层", "grass-roots"),
}

TASK_WORDS: tuple[Words, ...] = (
    Words("政治理论教育", "political theory education"),
    Words("政治教育和政治训练", "political education and political training"),
    Words("党章党规党纪教育", "Party charter, rules and discipline"),
    Words("党的宗旨教育", "Party purpose"),
    Words("革命传统教育", "revolutionary tradition"),
    Words("形势政策教育", "situation and policy"),
    Words("知识技能教育", "knowledge and skills"),
)
"""The seven basic tasks (M24 一 ¶3), numbered from 1 in this order."""

STATE_WORDS: Mapping[State, Words] = {
    State.JUDGED: Words("系统评定", "judged"),
    State.NEEDS_PARAMETER: Words("需设定参数", "needs a parameter"),
    State.NOT_MACHINE_CHECKABLE: Words("不由学时评定", "not checkable from hours"),
    State.PROVISIONAL: Words("暂定（原文有损）", "provisional"),
    State.UNRESOLVED: Words("未决（依据缺失）", "unresolved"),
}

STRENGTH_WORDS: Mapping[Strength, Words] = {
    Strength.MUST: Words("必须", "must"),
    Strength.GENERALLY: Words("一般", "generally"),
    Strength.REGULARLY: Words("定期", "regularly"),
    Strength.MAINLY: Words("主要", "mainly"),
    Strength.PREVENT: Words("防止", "to be prevented"),
    Strength.ABOUT: Words("左右", "about"),
    Strength.AIMED: Words("争取、推行", "aimed at"),
    Strength.DUTY: Words("职责（未定数）", "duty without a number"),
}

SUBJECT_WORDS: Mapping[Subject, Words] = {
    Subject.NATION: Words("全国", "nation"),
    Subject.AREA: Words("地区、部门", "region or department"),
    Subject.ORGANISATION: Words("党组织、单位", "organisation"),
    Subject.INSTITUTION: Words("培训机构", "training institution"),
}

COMPARE_WORDS: Mapping[Compare, Words] = {
    Compare.AT_LEAST: Words("不少于", "at least"),
    Compare.MORE_THAN: Words("多于", "more than"),
    Compare.AT_MOST: Words("不超过", "at most"),
    Compare.EXACTLY: Words("等于", "exactly"),
}

CASE_WORDS: Mapping[CaseKind, Words] = {
    CaseKind.OVERLAP: Words("多头调训（时间重叠）", "several-sided dispatch (days overlap)"),
    CaseKind.REPEAT: Words("重复培训（同一班次）", "repeated training (same class)"),
}


def figure_text(figure: Fraction, ask: Ask) -> str:
    """A reported figure as people write it: a share in percent, at most two decimals, marked where it is not exact.

    >>> figure_text(Fraction(37, 40), Ask("", Words("", ""), Compare.AT_LEAST, Fraction(1), share=True))
    '92.5%'
    """
    hundredths = figure * (10_000 if ask.share else 100)
    whole, part = divmod(int(hundredths), 100)
    text = f"{whole}.{part:02d}".rstrip("0").rstrip(".")
    return f"{'' if hundredths.denominator == 1 else '≈'}{text}{'%' if ask.share else ''}"


def wanted_words(ask: Ask) -> Words:
    """What a clause asks to be reported."""
    compare, figure = COMPARE_WORDS[ask.compare], figure_text(ask.figure, ask)
    unit = Words("", "") if ask.share else ask.unit
    return Words(f"{compare.zh} {figure} {unit.zh}".strip(), f"{compare.en} {figure} {unit.en}".strip())
