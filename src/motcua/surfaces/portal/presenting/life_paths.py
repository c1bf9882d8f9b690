"""A life path as its pages show it: the question to answer, then the list to print and tick off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind, FeeUnit
from motcua.domain.procedures.queries import Fixed, LifePath, Listed, PathQuestion, PerPage
from motcua.surfaces.portal.presenting.life_agencies import Found, ShownInCharge, show_in_charge
from motcua.surfaces.portal.presenting.life_needs import ShownNeed, show_needs
from motcua.surfaces.portal.presenting.life_ways import PLACE, Way
from motcua.surfaces.portal.presenting.procedures import (
    ENGLISH,
    amount_in_words,
    dong_in_words,
    limit_in_words,
)


@dataclass(frozen=True, kw_only=True)
class ShownPath:
    """A path among others."""

    key: str
    title: str
    summary: str
    invitation: str


@dataclass(frozen=True, kw_only=True)
class ShownChoice:
    """One answer to choose."""

    key: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class ShownQuestion:
    """The one question of a page."""

    key: str
    number: int
    text: str
    hint: str
    choices: tuple[ShownChoice, ...]
    kept: tuple[tuple[str, str], ...]
    back: str


@dataclass(frozen=True, kw_only=True)
class ShownAnswer:
    """An answer given, and where to change it."""

    question: str
    answer: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ShownTask:
    """One thing to do, with all it takes."""

    key: str
    name: str
    href: str
    """The procedure's page; empty when the catalogue has none."""
    is_elsewhere: bool
    why: str
    after: tuple[str, ...]
    together: tuple[str, ...]
    """What the same dossier does at once (one-lodging groups)."""
    place: str
    agencies: tuple[str, ...]
    in_charge: ShownInCharge | None
    decides: str
    channel: str
    limit: str
    fees: tuple[str, ...]
    is_free: bool
    needs: tuple[ShownNeed, ...]


@dataclass(frozen=True, kw_only=True)
class ShownStage:
    """What can be done side by side, before the next stage."""

    number: int
    tasks: tuple[ShownTask, ...]


@dataclass(frozen=True, kw_only=True)
class ShownAdvice:
    """A sentence to know, with its source."""

    text: str
    source: str


@dataclass(frozen=True, kw_only=True)
class ShownList:
    """The whole list of one case."""

    answers: tuple[ShownAnswer, ...]
    stages: tuple[ShownStage, ...]
    advice: tuple[ShownAdvice, ...]
    number: int
    """How many things there are to do."""
    money: str
    visits: str
    papers: str
    is_incomplete: bool
    """Whether something on the list is done elsewhere and in none of the sums."""
    is_online: bool
    online: str
    counter: str
    kept: tuple[tuple[str, str], ...]
    doubts: int


def show_path(path: LifePath, language: str) -> ShownPath:
    """Return a path as it stands among others."""
    return ShownPath(
        key=path.key,
        title=path.title_in(language),
        summary=path.summary_in(language),
        invitation=path.invitation_in(language),
    )


def show_question(way: Way, question: PathQuestion, language: str) -> ShownQuestion:
    """Return the question to answer now."""
    is_english = language == ENGLISH
    asked = [one.key for one in procedures.list_asked(way.path, way.answers)]
    number = asked.index(question.key) + 1
    before = asked[number - 2] if number > 1 else ""
    return ShownQuestion(
        key=question.key,
        number=number,
        text=question.text_en if is_english else question.text,
        hint=(question.hint_en if is_english else question.hint) or "",
        choices=tuple(
            ShownChoice(
                key=choice.key,
                text=choice.text_en if is_english else choice.text,
                is_chosen=way.answers.get(question.key) == choice.key,
            )
            for choice in question.choices
        ),
        kept=tuple(way.kept(without=question.key)),
        back=way.to_change(before) if before else reverse("portal:life-paths"),
    )


def show_list(
    way: Way, listed: Iterable[Listed], held: Mapping[str, str], found: Found, language: str
) -> ShownList:
    """Return the list of this case.

    :param found: who is in charge at the place told
    :param held: the references of the reader's finished dossiers by the code of what came out
    """
    everything = list(listed)
    names = {one.planned.step.key: _name(one, language) for one in everything}
    tasks = [_task(way, one, names, held, found, language=language) for one in everything]
    numbers = sorted({one.planned.stage for one in everything})
    is_online = way.channel is ChannelKind.ONLINE
    plan = procedures.plan(way.path, way.answers)
    return ShownList(
        answers=tuple(_answers(way, language)),
        stages=tuple(
            ShownStage(
                number=number,
                tasks=tuple(
                    task
                    for task, one in zip(tasks, everything, strict=True)
                    if one.planned.stage == number
                ),
            )
            for number in numbers
        ),
        advice=tuple(
            ShownAdvice(text=one.text_en if language == ENGLISH else one.text, source=one.source)
            for one in plan.advice
        ),
        number=len(everything),
        money=_money(everything),
        visits=_visits(everything),
        papers=_papers(tasks),
        is_incomplete=any(one.version is None for one in everything),
        is_online=is_online,
        online=way.by(ChannelKind.ONLINE),
        counter=way.by(ChannelKind.COUNTER),
        kept=tuple(way.kept(without=PLACE if found.is_asked else "", with_ticks=False)),
        doubts=len(way.path.to_verify),
    )


def _answers(way: Way, language: str) -> Iterable[ShownAnswer]:
    is_english = language == ENGLISH
    for question in procedures.list_asked(way.path, way.answers):
        answer = next(one for one in question.choices if one.key == way.answers[question.key])
        yield ShownAnswer(
            question=question.text_en if is_english else question.text,
            answer=answer.text_en if is_english else answer.text,
            href=way.to_change(question.key),
        )


def _name(one: Listed, language: str) -> str:
    elsewhere = one.planned.step.elsewhere
    if elsewhere is not None:
        return elsewhere.name_en if language == ENGLISH else elsewhere.name
    if one.version is not None:
        return one.version.name_in(language)
    return _("Thủ tục mã {code}").format(code=one.planned.step.code)


def _task(
    way: Way,
    one: Listed,
    names: Mapping[str, str],
    held: Mapping[str, str],
    found: Found,
    *,
    language: str,
) -> ShownTask:
    step, version, channel = one.planned.step, one.version, one.channel
    is_english = language == ENGLISH
    fees = tuple(_fees(one, language))
    return ShownTask(
        key=step.key,
        name=names[step.key],
        href=reverse("portal:procedure", args=[version.code]) if version else "",
        is_elsewhere=version is None,
        why=step.why_en if is_english else step.why,
        after=tuple(names[key] for key in step.after if key in names),
        together=tuple(member.name for member in version.members) if version else (),
        place=_place(one, language),
        agencies=tuple(
            (agency.name_en if is_english else "") or agency.name for agency in one.providers
        ),
        in_charge=show_in_charge(step.key, version, found, language) if version else None,
        decides=", ".join(str(role.label) for role in version.deciding_agencies) if version else "",
        channel=str(channel.kind.label) if channel else "",
        limit=limit_in_words(channel.limit) if channel else "",
        fees=fees,
        is_free=not fees,
        needs=tuple(show_needs(way, one, names, held, language)),
    )


def _place(one: Listed, language: str) -> str:
    step, version = one.planned.step, one.version
    if step.elsewhere is not None:
        return step.elsewhere.place_en if language == ENGLISH else step.elsewhere.place
    if version is None:
        return _("Danh mục của tỉnh chưa có thủ tục này. Hãy hỏi bộ phận Một cửa nơi bạn ở.")
    if one.execution is not None:
        return one.execution.name
    return ", ".join(str(role.label) for role in version.executing_agencies)


def _fees(one: Listed, language: str) -> Iterable[str]:
    for charge in one.charges:
        if charge.line is None:
            if charge.amount > 0:
                yield f"{charge.fee.name}: {amount_in_words(charge.fee.rule)}"
            continue
        amount = _("{amount} đồng").format(amount=dong_in_words(charge.amount))
        reason = charge.line.reason_en if language == ENGLISH else charge.line.reason
        if one.planned.groups and charge.line.relief:
            # Which group it is was not asked; the table's sentence would name one.
            reason = str(charge.line.relief.label)
        yield f"{charge.fee.name}: {amount}" + (f" ({reason})" if reason else "")
    if one.is_price_open:
        yield _("Có khoản thu tùy từng người; xem trang thủ tục")
    if any(charge.amount > 0 and charge.fee.exemptions for charge in one.charges):
        yield _("có người được miễn, giảm: xem trang thủ tục")


def _money(listed: Iterable[Listed]) -> str:
    """Sum up what is paid: exact, or the least where it depends on copies and pages."""
    everything = list(listed)
    charges = [charge for one in everything for charge in one.charges]
    total = sum(charge.amount for charge in charges)
    is_least = any(one.is_price_open for one in everything) or any(
        isinstance(charge.fee.rule, PerPage)
        or (isinstance(charge.fee.rule, Fixed) and charge.fee.rule.unit is FeeUnit.COPY)
        for charge in charges
    )
    if is_least:
        return _("Từ {amount} đồng (tính cho một bản, một trang)").format(
            amount=dong_in_words(total)
        )
    return _("{amount} đồng").format(amount=dong_in_words(total)) if total else _("Không mất tiền")


def _visits(listed: Iterable[Listed]) -> str:
    number = sum(
        procedures.visits(one.version, one.channel)
        for one in listed
        if one.version is not None and one.channel is not None
    )
    if not number:
        return _("Không phải đến lần nào")
    return ngettext("Nhiều nhất {number} lần", "Nhiều nhất {number} lần", number).format(
        number=number
    )


def _papers(tasks: Iterable[ShownTask]) -> str:
    wanted = [
        need for task in tasks for need in task.needs if need.is_required and not need.instead
    ]
    if not wanted:
        return _("Không phải chuẩn bị giấy nào")
    return _("Đã có {ready} trên {number}").format(
        ready=sum(need.is_ticked for need in wanted), number=len(wanted)
    )
