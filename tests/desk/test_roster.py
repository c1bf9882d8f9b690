"""Officers who join, move and leave, by file: one hand sends it, another carries it out whole or not at all."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from tests.casework.province import MONDAY, find_cast, find_people

from motcua.foundation.identity import actions as identity
from motcua.foundation.identity import queries, rosters
from motcua.foundation.identity import roster_errors as errors
from motcua.foundation.identity.actions.sessions import begin_session
from motcua.foundation.identity.enums import Role, RosterAct, SignInOutcome, SignInWay
from motcua.foundation.identity.models import (
    Account,
    BrowserSession,
    Post,
    Roster,
    RosterEntry,
    SignIn,
)
from motcua.foundation.identity.sessions import SessionStore
from motcua.foundation.kernel import clock
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.models import Agency

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/nap-can-bo/"
HEADING = ";".join(rosters.COLUMNS)
NUMBER = "Quyết định số 15/QĐ-UBND"
UNNAMED = {"ho_ten": "", "so_dinh_danh": ""}


@pytest.fixture
def operator(province, sign_in):
    return sign_in(province.operator)


@pytest.fixture
def head(province, sign_in):
    """The head of the operator's agency, who confirms."""
    return sign_in(find_cast().officers["lanhdao.vanphong"])


@pytest.fixture
def unit(province):
    return organisations.list_units(province.operator.agency_id).first().code


@pytest.fixture
def colleague(province, operator, head, unit):
    """Somebody of the operator's agency who came by file."""
    carry_out(operator, head, joining("moi.lamgiang", unit))
    return Account.objects.get(login="moi.lamgiang")


def joining(login, unit, **changed):
    cells = {
        "tai_khoan": login, "ho_ten": "Phạm Thị Mới", "so_dinh_danh": "099195000991", "don_vi": unit,
        "chuc_danh": "Chuyên viên", "vai_tro": "specialist", "tu_ngay": "16/03/2026",
        "den_het_ngay": "", "so_quyet_dinh": NUMBER, **changed,
    }  # fmt: skip
    return ";".join(cells[name] for name in rosters.COLUMNS)


def look(browser, *lines):
    text = "\r\n".join([HEADING, *lines])
    file = SimpleUploadedFile("can-bo.csv", text.encode("utf-8-sig"), content_type="text/csv")
    return browser.post(PAGE, {"act": "look", "file": file})


def shown(seen):
    """What the button of the page that was shown sends."""
    context = seen.context
    return {"act": "send", "content": context["content"], "seen": context["plan"].mark}


def send(browser, *lines):
    """Send a file for another to confirm; return its page."""
    answer = browser.post(PAGE, shown(look(browser, *lines)))
    assert answer.status_code == 302, answer.text
    return answer["Location"]


def confirm(browser, page):
    seen = browser.get(page).context["plan"]
    return browser.post(page, {"act": "carry-out", "seen": seen.mark if seen else ""})


def carry_out(sender, other, *lines):
    page = send(sender, *lines)
    assert confirm(other, page).status_code == 302
    assert "Mọi dòng đã được ghi" in other.get(page).text


def posts_of(account):
    return list(Post.objects.filter(person=account.person_id).order_by("pk"))


def password_of(browser, account):
    answer = browser.post(PAGE, {"act": f"password-{account.pk}"})
    return answer.context["password"] if answer.status_code == 200 else answer.status_code


def test_looking_changes_nothing_and_says_line_by_line_what_would_change(operator, unit, province):
    before = Account.objects.count()

    page = look(operator, joining("moi.lamgiang", unit), joining("Sai tên", unit))

    assert page.status_code == 200
    assert "Có tài khoản và vị trí từ 16/03/2026" in page.text
    assert "Tên đăng nhập gồm 3 đến 60 chữ thường" in page.text
    assert "Gửi người thứ hai xác nhận" not in page.text
    assert Account.objects.count() == before


def test_who_joins_enters_with_a_password_from_another_hand(operator, head, unit, province):
    carry_out(operator, head, joining("moi.lamgiang", unit))

    account = Account.objects.get(login="moi.lamgiang")
    first = {"login": account.login, "password": password_of(head, account)}
    door = Client().post("/can-bo/dang-nhap/", first, follow=True)
    assert door.redirect_chain[-1][0] == "/can-bo/dang-nhap/thiet-lap/"
    (post,) = posts_of(account)
    assert (post.agency_id, post.roles) == (province.operator.agency_id, [Role.SPECIALIST])
    joined, password = RosterEntry.objects.order_by("pk")
    by_head = find_cast().officers["lanhdao.vanphong"].key
    assert (joined.post_id, joined.act, joined.number, joined.entered_by, joined.confirmed_by) == (
        post.pk, RosterAct.JOIN, NUMBER, province.operator.key, by_head,
    )  # fmt: skip
    assert (password.act, password.entered_by) == (RosterAct.PASSWORD, by_head)


def test_who_wrote_somebody_into_the_file_gets_no_password_of_theirs(operator, head, colleague):
    assert password_of(operator, colleague) == errors.RosterNeedsAnother.status
    assert "Người khác cấp mật khẩu" in operator.get(PAGE).text
    assert "Cấp mật khẩu đầu tiên" in head.get(PAGE).text


def test_a_second_first_password_puts_an_end_to_the_first(head, colleague):
    first, second = password_of(head, colleague), password_of(head, colleague)

    door = {"login": colleague.login, "password": first}
    assert Client().post("/can-bo/dang-nhap/", door).status_code != 302
    assert Client().post("/can-bo/dang-nhap/", door | {"password": second}).status_code == 302


def test_no_password_is_given_to_who_has_entered_or_is_a_stranger(head, colleague, province, chair):
    identity.create_second_factor(colleague.pk, secret="JBSWY3DPEHPK3PXP")

    assert password_of(head, colleague) == 404
    assert password_of(chair, colleague) == 404
    assert password_of(head, Account.objects.get(login="kiemsoat.lamgiang")) == 404
    assert head.post(PAGE, {"act": "password-x"}).status_code == 404


def test_who_sends_a_file_does_not_confirm_it(operator, head, unit, province):
    page = send(operator, joining("moi.lamgiang", unit))

    assert "người khác xác nhận" in operator.get(page).text
    assert confirm(operator, page).status_code == errors.RosterNeedsAnother.status
    assert not Account.objects.filter(login="moi.lamgiang").exists()
    assert confirm(head, page).status_code == 302


def test_the_operator_of_an_agency_above_confirms(sign_in, unit, province):
    Post.objects.filter(pk=province.chair.post_id).update(roles=[Role.LEADER, Role.OPERATOR])
    Agency.objects.filter(pk=province.agency_id).update(parent=province.operator.agency_id)
    code = organisations.list_units(province.agency_id).first().code

    page = send(sign_in(province.chair), joining("moi.songlam", code))

    assert confirm(sign_in(province.operator), page).status_code == 302
    assert Account.objects.filter(login="moi.songlam").exists()


def test_strangers_find_no_file(operator, head, unit, chair, sign_in):
    page = send(operator, joining("moi.lamgiang", unit))

    assert chair.get(page).status_code == 404
    assert confirm_blindly(chair, page) == 404
    assert page not in chair.get(PAGE).text
    assert page in head.get(PAGE).text
    assert sign_in(find_people().controller).get(page).status_code == 404


def confirm_blindly(browser, page):
    return browser.post(page, {"act": "carry-out", "seen": ""}).status_code


def test_a_file_is_settled_once_and_what_it_said_is_erased(operator, head, unit, province):
    page = send(operator, joining("moi.lamgiang", unit))
    assert confirm(head, page).status_code == 302

    assert confirm_blindly(head, page) == errors.RosterSettled.status
    roster = Roster.objects.get()
    assert (bytes(roster.sealed), bytes(roster.wrapped_key)) == (b"", b"")


def test_a_file_is_sent_back_with_the_reason(operator, head, unit, province):
    page = send(operator, joining("moi.lamgiang", unit))

    assert head.post(page, {"act": "back", "reason": " "}).status_code == 422
    assert head.post(page, {"act": "back", "reason": "Sai chức danh"}).status_code == 302

    assert "Sai chức danh" in operator.get(page).text
    assert confirm_blindly(head, page) == errors.RosterSettled.status
    assert not Account.objects.filter(login="moi.lamgiang").exists()


def test_neither_hand_changes_their_own_post(operator, head, unit, province):
    page = send(operator, joining("lanhdao.vanphong", unit, **UNNAMED, den_het_ngay="18/03/2026"))

    seen = head.get(page)

    assert "Không ai tự đổi vị trí của mình" in seen.text
    assert confirm(head, page).status_code == errors.RosterHasErrors.status


def test_what_changed_since_it_was_seen_is_not_carried_out(operator, head, unit, province):
    page = send(operator, joining("moi.lamgiang", unit))

    answer = head.post(page, {"act": "carry-out", "seen": "khác"})

    assert answer.status_code == errors.RosterChanged.status
    assert not Account.objects.filter(login="moi.lamgiang").exists()


def test_who_leaves_is_out_at_the_next_request(operator, head, unit, colleague):
    theirs = Client()
    theirs.force_login(colleague)
    assert theirs.get("/can-bo/viec/").status_code == 200

    with clock.fixed_at(MONDAY + timedelta(days=1)):
        carry_out(operator, head, joining("moi.lamgiang", unit, den_het_ngay="16/03/2026"))
        out = theirs.get("/can-bo/viec/")

    assert (out.status_code, "dang-nhap" in out["Location"]) == (302, True)
    assert RosterEntry.objects.latest("pk").act == RosterAct.LEAVE


def test_the_sessions_of_who_left_are_ended_and_that_is_logged(operator, head, unit, colleague):
    request = RequestFactory().get("/")
    request.session = SessionStore()
    begin_session(request, colleague, way=SignInWay.PASSWORD, at=MONDAY)

    with clock.fixed_at(MONDAY + timedelta(days=1)):
        carry_out(operator, head, joining("moi.lamgiang", unit, den_het_ngay="16/03/2026"))

    assert not BrowserSession.objects.filter(account=colleague).exists()
    ended = SignIn.objects.get(account_key=f"account:{colleague.pk}", outcome=SignInOutcome.ENDED)
    assert ended.detail == find_cast().officers["lanhdao.vanphong"].key


def test_who_leaves_on_a_coming_day_stays_until_then(operator, head, unit, colleague):
    carry_out(operator, head, joining("moi.lamgiang", unit, den_het_ngay="18/03/2026"))

    (post,) = posts_of(colleague)
    assert f"{post.valid_to:%d/%m/%Y}" == "19/03/2026"
    assert queries.find_account(colleague.pk, on=post.valid_to) is None
    assert queries.find_account(colleague.pk, on=post.valid_to - timedelta(days=1)) is not None


def test_who_moves_gets_a_post_of_its_own_from_the_day(operator, head, unit, colleague):
    carry_out(
        operator,
        head,
        joining("moi.lamgiang", unit, chuc_danh="Công chức", vai_tro="desk|specialist", tu_ngay="18/03/2026"),
    )  # fmt: skip

    old, new = posts_of(colleague)
    assert old.valid_to == new.valid_from
    assert (new.title, set(new.roles), new.valid_to) == ("Công chức", {Role.DESK, Role.SPECIALIST}, None)  # fmt: skip


def test_what_is_so_already_changes_nothing(operator, unit, colleague):
    page = look(operator, joining("moi.lamgiang", unit))
    assert "Đã đúng như vậy" in page.text

    answer = operator.post(PAGE, shown(page))

    assert answer.status_code == errors.RosterChangesNothing.status

    assert len(posts_of(colleague)) == 1
    assert RosterEntry.objects.count() == 1


def test_one_wrong_line_holds_up_all(operator, unit, province):
    seen = look(operator, joining("moi.lamgiang", unit), joining("hai.lamgiang", "khong-co"))

    answer = operator.post(PAGE, shown(seen))

    assert answer.status_code == errors.RosterHasErrors.status
    assert "Không có đơn vị mang mã này" in answer.text
    assert not Roster.objects.exists()


def test_what_was_not_shown_is_not_sent(operator, unit, province):
    seen = shown(look(operator, joining("moi.lamgiang", unit)))
    other = shown(look(operator, joining("khac.lamgiang", unit)))

    answer = operator.post(PAGE, seen | {"content": other["content"]})

    assert answer.status_code == errors.RosterChanged.status
    assert not Roster.objects.exists()


def test_who_signs_is_not_moved_by_file_but_may_leave(operator, unit, province):
    head = "lanhdao.vanphong"

    moved = look(operator, joining(head, unit, **UNNAMED))
    left = look(operator, joining(head, unit, **UNNAMED, den_het_ngay="20/03/2026"))

    assert "không nạp từ tệp" in moved.text
    assert not left.context["plan"].has_problems
    assert "Bùi Quang Sơn" in left.text


def test_cells_beyond_the_last_column_are_told(operator, unit, province):
    page = look(operator, "", joining("moi.lamgiang", unit) + ";thừa")

    assert "nhiều ô hơn số cột" in page.text
    assert page.context["plan"].changes[0].line.number == 3


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"vai_tro": "leader"}, "không nạp từ tệp"),
        ({"vai_tro": "vua"}, "Vai trò không có trong danh sách"),
        ({"vai_tro": ""}, "vai trò"),
        ({"so_quyet_dinh": ""}, "Ghi số quyết định"),
        ({"tu_ngay": "31/02/2026"}, "Ghi ngày có thật"),
        ({"tu_ngay": "15/03/2026"}, "Chọn ngày từ hôm nay trở đi"),
        ({"tu_ngay": ""}, "Ghi ngày bắt đầu"),
        ({"den_het_ngay": "15/03/2026"}, "Chọn ngày cuối không trước"),
        ({"ho_ten": ""}, "Ghi họ tên"),
        ({"so_dinh_danh": ""}, "Ghi số định danh"),
        ({"so_dinh_danh": "123"}, "12 chữ số"),
        ({"so_dinh_danh": "099084000202"}, "đã có tài khoản cán bộ khác"),
        ({"don_vi": "khong-co"}, "Không có đơn vị"),
        ({"chuc_danh": ""}, "Ghi chức danh"),
        ({"tai_khoan": "hotich.songlam"}, "của cơ quan khác"),
        ({"tai_khoan": "kiemsoat.lamgiang", "so_dinh_danh": ""}, "là của Dương Thị Thảo"),
        ({"tai_khoan": "kiemsoat.lamgiang", "ho_ten": ""}, "là của Dương Thị Thảo"),
        ({"tai_khoan": "vanhanh.lamgiang"}, "Không ai tự đổi vị trí của mình"),
    ],
)
def test_a_wrong_line_says_what_to_do(operator, unit, province, changed, words):
    page = look(operator, joining("moi.lamgiang", unit, **changed))

    assert words in page.text
    assert page.context["plan"].has_problems
    assert "Gửi người thứ hai xác nhận" not in page.text


def test_one_account_stands_on_one_line(operator, unit, province):
    page = look(operator, joining("moi.lamgiang", unit), joining("moi.lamgiang", unit))

    assert "đã có ở một dòng trên" in page.text


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"ten;tuoi\r\nAn;3", HEADING.encode(), b'"'])
def test_what_is_no_table_of_officers_is_refused(operator, content):
    file = SimpleUploadedFile("can-bo.csv", content or b" ", content_type="text/csv")

    answer = operator.post(PAGE, {"act": "look", "file": file})

    assert answer.status_code == 422
    assert "Không đọc được tệp" in answer.text


@pytest.mark.parametrize("content", ["", "không phải base64", "AAAA"])
def test_what_no_page_sent_changes_nothing(operator, content):
    before = Account.objects.count()

    answer = operator.post(PAGE, {"act": "send", "content": content, "seen": "x"})

    assert answer.status_code in {409, 422}
    assert Account.objects.count() == before


def test_only_operators_and_heads_load_a_file(province, desk, unit):
    assert desk.get(PAGE).status_code == 404
    assert look(desk, joining("moi.lamgiang", unit)).status_code == 404


def test_a_file_costs_the_same_for_one_line_and_for_thirty(
    province, unit, django_assert_num_queries
):
    for number in (1, 30):
        lines = [joining(f"moi{one}.lamgiang", unit) for one in range(number)]
        lines.append(joining("hotich.songlam", unit))
        content = "\n".join([HEADING, *lines]).encode()
        with django_assert_num_queries(4):
            plan = queries.plan_roster(
                content, agency_id=province.operator.agency_id, hands=(), on=MONDAY.date()
            )
        assert len(plan.changes) == number + 1
