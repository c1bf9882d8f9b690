"""What the head of an agency does with places away from the office, in one line each, over HTTP."""

from motcua.domain.venues.models import Venue

PAGE = "/can-bo/diem-tiep-nhan/"
TYPED = {
    "kind": "satellite",
    "name": "Nhà văn hóa thôn Phú Lợi",
    "address": "Thôn Phú Lợi",
    "commune": "Sông Lam",
    "hours": "Thứ hai 07:30–11:30\nThứ năm 13:00–16:00\n21/03/2026 08:00–10:00",
    "valid_from": "16/03/2026",
    "basis": "Quyết định 15/QĐ-UBND ngày 02/03/2026",
}


def record(chair, **changed):
    """Put a place on record; return it."""
    answer = chair.post(PAGE, {**TYPED, **changed})
    assert answer.status_code == 302, answer.text
    return Venue.objects.latest("pk")


def end(chair, venue, **changed):
    typed = {"valid_to": "16/03/2026", "reason": "Thông báo 20/TB-UBND", **changed}
    return chair.post(f"{PAGE}{venue.pk}/ngung/", typed)
