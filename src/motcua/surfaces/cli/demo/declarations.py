"""What the demo's citizens declare: complete, believable answers for each of the six procedures."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

Answers = dict[str, Any]

FAMILY = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Lò",
    "Quàng",
)
MIDDLE = ("Bảo", "Gia", "Minh", "Khánh", "Thanh", "Ngọc", "Hải", "Thùy", "Đức", "Anh")
GIRLS = ("An", "Chi", "Diệp", "Hà", "Linh", "Mai", "Ngân", "Phương", "Thảo", "Vy", "Ý Nhi")
BOYS = ("Bách", "Cường", "Dũng", "Khôi", "Long", "Nam", "Phúc", "Quân", "Sơn", "Tùng", "Ước")
TRADES = (
    ("5610", "Quán phở, bún"),
    ("4711", "Bán tạp hóa"),
    ("9631", "Cắt tóc, gội đầu"),
    ("5630", "Quán cà phê, giải khát"),
    ("9524", "Đóng và sửa đồ gỗ"),
)
PROVINCE = "Tỉnh Lam Giang"


@dataclass(frozen=True, kw_only=True)
class Declarant:
    """Who declares: as much of the person as forms ask for."""

    name: str
    pin: str
    born_on: date
    sex: str
    phone: str
    commune: str


def birth(who: Declarant, on: date, dice: Random) -> Answers:
    """Return a mother's or father's registration of a child born within the last weeks."""
    sex = dice.choice(("male", "female"))
    family = who.name.split()[0] if who.sex == "male" else dice.choice(FAMILY)
    given = dice.choice(GIRLS if sex == "female" else BOYS)
    home = {"detail": "Thôn Bến Đò", "commune": who.commune, "province": PROVINCE}
    place = {"commune": who.commune, "province": PROVINCE}
    parent = "mother" if who.sex == "female" else "father"
    other = "father" if parent == "mother" else "mother"
    return {
        **_requester(who),
        "requester_relation": parent,
        "child_full_name": f"{family} {dice.choice(MIDDLE)} {given}",
        "child_birth_date": (on - timedelta(days=dice.randint(3, 55))).isoformat(),
        "child_sex": sex,
        "child_ethnicity": "Kinh",
        "child_nationality": "Việt Nam",
        "parents_status": "married",
        **_parent(parent, who.name, who.born_on.year, home),
        **_parent(
            other, f"{family} {dice.choice(MIDDLE)} {dice.choice(BOYS)}", who.born_on.year - 2, home
        ),
        "birth_place_kind": "facility",
        "birth_facility": "Bệnh viện Đa khoa tỉnh Lam Giang",
        "birth_place": place,
        "hometown_follows": "father",
        "child_hometown": place,
        "birth_proof": "birth_notice",
        "copies_wanted": dice.randint(0, 3),
        "result_channel": "electronic",
    }


def extract(who: Declarant, _on: date, dice: Random) -> Answers:
    """Return a request for copies of an extract of one's own birth entry."""
    return {
        **_requester(who),
        "requester_relation": "self",
        "event_kind": "birth",
        "person_full_name": who.name,
        "person_birth_date": who.born_on.isoformat(),
        "registered_at": f"Ủy ban nhân dân {who.commune[:1].lower()}{who.commune[1:]}",
        "copies_wanted": dice.randint(1, 4),
        "result_channel": "electronic",
    }


def marital_status(who: Declarant, _on: date, _dice: Random) -> Answers:
    """Return a request to certify that one has never been married, to buy a house."""
    return {
        **_requester(who),
        "certified_person": "self",
        "person_full_name": who.name,
        "person_birth_date": who.born_on.isoformat(),
        "person_sex": who.sex,
        "person_ethnicity": "Kinh",
        "person_nationality": "Việt Nam",
        "person_pin": who.pin,
        "person_residence": {"commune": who.commune, "province": PROVINCE},
        "marital_status": "never_married",
        "lived_elsewhere": "no",
        "purpose": "other",
        "other_purpose": "Làm thủ tục mua nhà",
        "is_renewal": "no",
        "result_channel": "electronic",
    }


def certified_copy(who: Declarant, _on: date, dice: Random) -> Answers:
    """Return an appointment to have copies certified from the original."""
    return {
        **_requester(who),
        "papers": [
            {
                "name": dice.choice(("Bằng tốt nghiệp đại học", "Giấy phép lái xe", "Sổ hồng")),
                "pages": dice.randint(1, 6),
                "copies": dice.randint(1, 3),
            }
        ],
        "has_foreign_original": "no",
        "has_copies": "yes",
        "result_channel": "counter",
    }


def household_business(who: Declarant, on: date, dice: Random) -> Answers:
    """Return the registration of a small business of one's own."""
    code, name = dice.choice(TRADES)
    shop = {"detail": "Chợ trung tâm", "commune": who.commune, "province": PROVINCE}
    return {
        **_requester(who),
        "requester_role": "owner",
        "owner_full_name": who.name,
        "owner_pin": who.pin,
        "owner_birth_date": who.born_on.isoformat(),
        "owner_sex": who.sex,
        "owner_residence": {**shop, "detail": "Thôn Cầu Mây"},
        "business_name": f"{name.split(',')[0]} {who.name.split()[-1]}",
        "business_address": shop,
        "business_phone": who.phone,
        "starts_on": (on + timedelta(days=10)).isoformat(),
        "business_lines": [{"code": code, "name": name}],
        "capital": dice.randint(20, 300) * 1_000_000,
        "workers": dice.randint(1, 5),
        "registered_by": "individual",
        "tax_notice_address": "business",
        "result_channel": "electronic",
    }


def permanent_residence(who: Declarant, _on: date, _dice: Random) -> Answers:
    """Return a registration of permanent residence in one's own house."""
    return {
        **_requester(who),
        "new_address": {"detail": "Thôn Đồng Bưởi", "commune": who.commune, "province": PROVINCE},
        "dwelling_kind": "own",
        "previous_address": "Thôn Cầu Mây, xã Sông Lam, tỉnh Lam Giang",
        "household_position": "new",
        "others_move": "no",
        "includes_minor": "no",
        "consent_way": "myself",
        "result_channel": "electronic",
    }


DECLARATIONS: dict[str, Callable[[Declarant, date, Random], Answers]] = {
    "1.001193": birth,
    "2.000635": extract,
    "1.004873": marital_status,
    "2.000815": certified_copy,
    "1.001612": household_business,
    "1.004222": permanent_residence,
}


def _requester(who: Declarant) -> Answers:
    return {
        "requester_full_name": who.name,
        "requester_pin": who.pin,
        "requester_birth_date": who.born_on.isoformat(),
        "requester_residence": {
            "detail": "Thôn Bến Đò",
            "commune": who.commune,
            "province": PROVINCE,
        },
        "requester_phone": who.phone,
    }


def _parent(who: str, name: str, year: int, home: Answers) -> Answers:
    return {
        f"{who}_full_name": name,
        f"{who}_birth_year": year,
        f"{who}_ethnicity": "Kinh",
        f"{who}_nationality": "Việt Nam",
        f"{who}_residence": home,
    }
