"""What an applicant reads of papers that were lost, and of those found again (Article 21.2)."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from motcua.domain.custody.enums import Bearer, Blame
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.queries import Happened
from motcua.foundation.kernel.money import Dong, format_dong


def tell(happened: Happened) -> Iterator[str]:
    """Yield which papers, who answers for it, what is done and who pays; or that they are there again."""
    payload, words = happened.payload, happened.words
    yield _("Giấy tờ: {names}").format(names="; ".join(payload["names"]))
    if happened.act is Act.FIND_PAPERS:
        if words.get("note"):
            yield words["note"]
        return
    blame = Blame(payload["blame"]).label
    yield _("Trách nhiệm: {blame}. {who}").format(blame=blame, who=words["who"])
    yield _("Khắc phục: {remedy}").format(remedy=words["remedy"])
    if payload["cost"]:
        yield _(
            "Chi phí cấp lại {cost}: {bearer}, ngày {day:%d/%m/%Y}. Bạn không phải trả."
        ).format(
            cost=format_dong(Dong(payload["cost"])),
            bearer=str(Bearer(payload["bearer"]).label),
            day=date.fromisoformat(payload["paid_on"]),
        )
