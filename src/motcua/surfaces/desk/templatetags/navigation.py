"""The menu of the desk: which entry leads where, and to whom it is offered.

What an entry offers is no right: each page asks for its own.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from motcua.foundation.identity.enums import Role
from motcua.surfaces.ui.templatetags.ui import draw_item, nav_line, view_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

register = template.Library()
MOST: Final = 6
"""Entries for which a line has room."""


def _of(*roles: Role) -> frozenset[str]:
    return frozenset(role.value for role in roles)


@dataclass(frozen=True)
class Entry:
    """One entry of the menu."""

    words: "StrPromise"
    page: str
    roles: frozenset[str]
    """Any of which makes it useful."""
    leads_to: str = ""
    """Pages that belong to the entry, parted by blanks: on them it is the place where one is."""
    unless: frozenset[str] = frozenset()
    """Roles whose own entries lead there."""
    for_stand_ins: bool = False
    """Whether whoever may stand in for somebody has it too."""

    def is_for(self, roles: frozenset[str], *, stands_in: bool) -> bool:
        """Say whether somebody with these roles is offered it."""
        if self.for_stand_ins and stands_in:
            return True
        return bool(roles & self.roles) and not roles & self.unless

    @property
    def section(self) -> str:
        """Return the views of ``leads_to``."""
        return " ".join(f"desk:{page}" for page in self.leads_to.split())


HANDLING: Final = _of(Role.CIVIL_STATUS, Role.SPECIALIST, Role.LEADER)
OF_DOSSIERS: Final = HANDLING | _of(Role.DESK)
MENU: Final = (
    Entry(_("Việc của tôi"), "work", HANDLING,
          leads_to="task workloads sign-each name-each name-handler"),
    Entry(_("Chờ tiếp nhận"), "queue", _of(Role.DESK),
          leads_to="intake accept accept-each accepted ask direct"),
    Entry(_("Gọi số"), "windows", _of(Role.DESK),
          leads_to="hall waiting-times"),
    Entry(_("Nhận hồ sơ giấy"), "counter", _of(Role.DESK),
          leads_to="counter-person counter-begin counter-sheet counter-ask counter-refuse "
                   "guidance-list guidance-give guidance reserves reserve-block reserve-print "
                   "shared-screens"),
    Entry(_("Kết quả chờ trả"), "results", _of(Role.DESK),
          leads_to="hand-over"),
    Entry(_("Thu phí"), "dues", _of(Role.DESK),
          leads_to="account fee-accounts day-book drawers drawer cash-book settlement receipt-books"),
    Entry(_("Bảng điều hành"), "board", _of(Role.LEADER, Role.PROCEDURE_CONTROL),
          leads_to="hindsight hindsight-cases foreign-logs foreign-log-bring foreign-log-columns "
                   "foreign-log foreign-log-steps foreign-log-remove"),
    Entry(_("Danh mục thủ tục"), "catalogue", _of(Role.PROCEDURE_CONTROL),
          leads_to="catalogue-versions catalogue-compare arrangement record-drafts record-begin "
                   "record-draft record-part process process-step process-add process-draw "
                   "process-upload form form-title form-page form-page-new form-block form-question "
                   "form-question-new form-condition form-rule form-case form-file record-fees "
                   "record-fee record-fees-file record-papers record-paper rehearsal rehearsal-sitting "
                   "rehearsal-keep rehearsal-test"),
    Entry(_("Tổ chức"), "organisation", _of(Role.PROCEDURE_CONTROL),
          leads_to="undecided reorganisation reorganisation-begin reorganisation-begins "
                   "reorganisation-passing"),
    Entry(_("Hồ sơ của cơ quan"), "dossiers", OF_DOSSIERS,
          leads_to="dossier search extend forecasts signs"),
    Entry(_("Lấy ý kiến"), "opinions", OF_DOSSIERS,
          leads_to="opinion opinion-ask"),
    Entry(_("Lịch xác minh"), "visits", HANDLING,
          leads_to="visit visit-arrange"),
    Entry(_("Cùng giải quyết"), "chains", HANDLING,
          leads_to="chain-part"),
    Entry(_("Ghi chú nhắc tôi"), "notes-calling", OF_DOSSIERS,
          leads_to="notes"),
    Entry(_("Giao nhận giấy"), "custody", OF_DOSSIERS,
          leads_to="pack lost"),
    Entry(_("Cần gọi"), "calls", _of(Role.DESK),
          leads_to="call call-wish call-letter"),
    Entry(_("Phản ánh, kiến nghị"), "feedback-list", _of(Role.DESK, Role.LEADER, Role.PROCEDURE_CONTROL),
          leads_to="feedback feedback-write feedback-act"),
    Entry(_("Hỏi về việc đọc dữ liệu"), "objections", _of(Role.LEADER, Role.PROCEDURE_CONTROL),
          leads_to="objection"),
    Entry(_("Bảo vệ dữ liệu"), "breaches", _of(Role.PROCEDURE_CONTROL, Role.OPERATOR),
          leads_to="breach breach-record breach-act breach-paper impact impact-procedure impact-state"
                   " impact-procedure-state"),
    Entry(_("Sổ theo dõi"), "register", _of(Role.DESK, Role.LEADER),
          leads_to="register-close register-check"),
    Entry(_("Giấy ủy quyền"), "authorities", _of(Role.DESK),
          leads_to="authority authority-record"),
    Entry(_("Điểm tiếp nhận"), "venues", _of(Role.LEADER),
          leads_to="venue-end"),
    Entry(_("Tài khoản thu phí"), "fee-accounts", _of(Role.LEADER), unless=_of(Role.DESK)),
    Entry(_("Quy trình nội bộ"), "processes", _of(Role.SPECIALIST),
          leads_to="process process-step process-add process-draw process-upload", unless=_of(Role.PROCEDURE_CONTROL)),
    Entry(_("Người làm thay"), "standing-in", _of(Role.LEADER), for_stand_ins=True),
    Entry(_("Vận hành"), "operation", _of(Role.OPERATOR)),
    Entry(_("Nạp danh sách cán bộ"), "roster", _of(Role.OPERATOR, Role.LEADER),
          leads_to="roster-sent"),
)  # fmt: skip
"""In the order of use: what somebody with several roles has no room for is what each of them uses least."""


@register.simple_tag(takes_context=True)
def desk_menu(context: Context) -> SafeString:
    """Draw the menu for whoever looks, marked where the page in hand is."""
    visitor = context["site"].visitor
    return _drawn(visitor.roles, view_of(context), get_language(), stands_in=bool(visitor.seats))


@lru_cache(maxsize=1024)
def _drawn(
    roles: frozenset[str], here: str, _language: str | None, *, stands_in: bool
) -> SafeString:
    """Draw it once for all who have the same roles and are on the same page."""
    items = [
        draw_item(here, f"desk:{entry.page}", str(entry.words), entry.section)
        for entry in MENU
        if entry.is_for(roles, stands_in=stands_in)
    ]
    return nav_line(SafeString("".join(items)), MOST)
