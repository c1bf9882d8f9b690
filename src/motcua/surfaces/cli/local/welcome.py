"""What `make run` says once everything is at work: the addresses, and how to sign in as whom."""

import sys
from pathlib import Path
from typing import Final

import msgspec

from motcua.surfaces.cli.local import plan
from motcua.surfaces.cli.local.plan import Ports

ROLES: Final = (
    ("motcua.songlam", "Cán bộ một cửa · desk officer"),
    ("hotich.songlam", "Công chức hộ tịch · civil-status officer"),
    ("chutich.songlam", "Lãnh đạo · leader"),
    ("kiemsoat.lamgiang", "Kiểm soát thủ tục · procedure control"),
    ("vanhanh.lamgiang", "Vận hành · operator"),
    ("motcua.benthanhco", "Người của cơ quan khác · a stranger of another agency"),
)


class Citizen(msgspec.Struct, frozen=True):
    """A person whom the local identity provider knows."""

    full_name: str
    pin: str


class Officer(msgspec.Struct, frozen=True):
    """A person who signs in at the desk."""

    login: str
    full_name: str


class People(msgspec.Struct, frozen=True):
    """The imaginary people of the demo province."""

    citizens: list[Citizen]
    password: str
    officers: list[Officer]


def text(ports: Ports, *, seconds: float) -> str:
    """Return the addresses and one line for each role."""
    people = msgspec.yaml.decode(plan.PEOPLE.read_bytes(), type=People)
    names = {officer.login: officer.full_name for officer in people.officers}
    pages = plan.address(ports.pages)
    citizen = people.citizens[0]
    command = Path(sys.argv[0]).name
    lines = [
        "",
        f"Một Cửa đã sẵn sàng sau {seconds:.1f} giây · ready. Ctrl-C để dừng · to stop.",
        "",
        f"  Cổng dịch vụ công · portal    {pages}/",
        f"  Bàn làm việc · desk           {pages}/can-bo/",
        f"  API                           {pages}/api/v1/docs",
        f"  Thư gửi đi · e-mails sent     {plan.address(ports.mailbox)}/",
        f"  Tập thử · practice            {pages}/can-bo/tap-thu/",
        f"  Định danh mô phỏng · identity {plan.address(ports.provider)}/",
        "",
        f"Công dân · citizen: {pages}/dang-nhap/, chọn · choose {citizen.full_name} ({citizen.pin})",
        f"Cán bộ · officers: {pages}/can-bo/dang-nhap/, mật khẩu · password: {people.password}",
        f"  mã xác thực · code: .venv/bin/{command} demo code TÊN",
        "",
    ]
    width = max(len(login) for login, _role in ROLES)
    lines += [f"  {login:<{width}}  {names[login]}: {role}" for login, role in ROLES]
    return "\n".join(lines)
