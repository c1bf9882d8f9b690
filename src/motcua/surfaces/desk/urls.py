"""Addresses of the desk, by topic."""

from django.urls import path

from motcua.surfaces.desk.list_urls import cutting
from motcua.surfaces.desk.officer_urls import recruiting
from motcua.surfaces.desk.spoken_urls import assessing, breaching, guiding, representing, telling
from motcua.surfaces.desk.views import (
    arrangement,
    board,
    browsers,
    bulk,
    calls,
    cash,
    catalogue,
    chains,
    counter,
    custody,
    dossiers,
    drafts,
    dues,
    fee_accounts,
    fees,
    forecasts,
    foreign_logs,
    form_files,
    forms,
    handing_over,
    helping,
    hindsight,
    intake,
    keys,
    letters,
    losses,
    naming,
    notes,
    numbers,
    obligations,
    offline,
    operation,
    opinions,
    organisation,
    papers,
    phones,
    practice,
    processes,
    questions,
    receipts,
    register,
    rehearsal,
    reopening,
    reserves,
    search,
    shared_screens,
    sign_in,
    signs,
    split,
    standing_in,
    task,
    uploads,
    venues,
    visits,
    windows,
    worklist,
    workloads,
)

app_name = "desk"

signing_in = [
    path("dang-nhap/", sign_in.password, name="sign-in"),
    path("dang-nhap/ma-xac-thuc/", sign_in.second_factor, name="second-factor"),
    path("dang-nhap/thiet-lap/", sign_in.second_factor_setup, name="second-factor-setup"),
    path("dang-xuat/", sign_in.sign_out, name="sign-out"),
]

taking_in = [
    path("tiep-nhan/nhieu/", bulk.accept, name="accept-each"),
    path("tiep-nhan/<str:reference>/", intake.page, name="intake"),
    path("tiep-nhan/<str:reference>/tiep-nhan/", intake.accept, name="accept"),
    path("tiep-nhan/<str:reference>/da-tiep-nhan/", intake.accepted, name="accepted"),
    path("tiep-nhan/<str:reference>/yeu-cau-bo-sung/", intake.ask, name="ask"),
    path("tiep-nhan/<str:reference>/huong-dan/", intake.direct, name="direct"),
]

_SHEET = "nhan-giay/<uuid:draft_id>/"
on_paper = [
    path("nhan-giay/", counter.listing, name="counter"),
    path("nhan-giay/nguoi/", counter.person, name="counter-person"),
    path("nhan-giay/thu-tuc/<str:code>/", counter.begin, name="counter-begin"),
    path("nhan-giay/diem/", venues.remember, name="counter-venue"),
    path(_SHEET, counter.sheet, name="counter-sheet"),
    path(f"{_SHEET}bo-sung/", counter.ask, name="counter-ask"),
    path(f"{_SHEET}tu-choi/", counter.refuse, name="counter-refuse"),
    path(f"{_SHEET}xoa/", counter.discard, name="counter-discard"),
    path(f"{_SHEET}tai-len/", uploads.create, name="counter-upload"),
    path(f"{_SHEET}tai-len/<uuid:upload_id>/", uploads.upload, name="counter-upload-piece"),
    path(f"{_SHEET}tep/<int:document_id>/", counter.scan, name="counter-scan"),
    path(f"{_SHEET}tep/<int:document_id>/bo/", counter.remove_scan, name="counter-scan-remove"),
    path(f"{_SHEET}dien-thoai/", phones.count, name="counter-phone"),
    path(f"{_SHEET}tep/<int:document_id>/nho/", phones.thumbnail, name="counter-thumbnail"),
    path(f"{_SHEET}tach/<int:document_id>/", split.page, name="split"),
    path(f"{_SHEET}tach/<int:document_id>/trang/<int:number>/", split.leaf, name="split-leaf"),
    path("nhan-giay/thu-tuc/<str:code>/to-ngan/", split.separators, name="separators"),
    path("nhan-giay/khay/<int:document_id>/", phones.tray_file, name="tray-file"),
    path("chup/<str:key>/", phones.page, name="phone"),
    path("ho-so/<str:reference>/nhan-bo-sung/", counter.supplement, name="counter-supplement"),
]

_OFFLINE = "ngoai-tuyen/"
_BLOCK = "so-giu-truoc/<uuid:block_id>/"
without_a_line = [
    path(_OFFLINE, offline.page, name="offline"),
    path(f"{_OFFLINE}worker.js", offline.worker, name="offline-worker"),
    path(f"{_OFFLINE}du-lieu/", offline.material, name="offline-material"),
    path(f"{_OFFLINE}giu-so/", offline.keep, name="offline-keep"),
    path(f"{_OFFLINE}gui/", offline.send, name="offline-send"),
    path(f"{_OFFLINE}to-khai/<str:code>/", offline.form, name="offline-form"),
    path(f"{_OFFLINE}phieu/<uuid:draft_id>/", offline.slip, name="offline-slip"),
    path("so-giu-truoc/", reserves.listing, name="reserves"),
    path(_BLOCK, reserves.page, name="reserve-block"),
    path(f"{_BLOCK}in/", reserves.printed, name="reserve-print"),
    path("so-giu-truoc/phieu/<uuid:slip_id>/anh/", reserves.picture, name="reserve-picture"),
]

handling = [
    path("viec/", worklist.tasks, name="work"),
    path("viec/moi/", worklist.new_tasks, name="new-work"),
    path("viec/theo-nguoi/", workloads.page, name="workloads"),
    path("viec/ky/", bulk.sign, name="sign-each"),
    path("viec/phan-cong/", naming.several, name="name-each"),
    path("viec/<int:task_id>/", task.page, name="task"),
    path("viec/<int:task_id>/phan-cong/", naming.page, name="name-handler"),
    path("viec/<int:task_id>/ban-xem-truoc/", task.preview, name="preview"),
]

reading = [
    path("tim/", search.page, name="search"),
    path("ho-so/", dossiers.listing, name="dossiers"),
    path("ho-so-noi-khac/<int:mirror_id>/", dossiers.mirror, name="mirror"),
    path("ho-so/<str:reference>/", dossiers.page, name="dossier"),
    path("ho-so/<str:reference>/giay-to/<int:document_id>/", dossiers.paper, name="paper"),
    path(
        "ho-so/<str:reference>/giay-to/<int:document_id>/xem/",
        dossiers.paper_part,
        name="paper-part",
    ),
    path(
        "ho-so/<str:reference>/giay-to/<int:document_id>/hinh/",
        dossiers.paper_picture,
        name="paper-picture",
    ),
    path("ho-so/<str:reference>/giay-tiep-nhan/", dossiers.receipt, name="receipt"),
    path("ho-so/<str:reference>/so-dinh-danh/", numbers.page, name="number"),
    path("ho-so/<str:reference>/phieu-80mm/", dossiers.receipt_slip, name="receipt-slip"),
    path("ho-so/<str:reference>/hen-lai/", letters.extend, name="extend"),
    path("tra-ket-qua/", handing_over.listing, name="results"),
    path("tra-ket-qua/moi/", worklist.new_results, name="new-results"),
    path("tra-ket-qua/<str:reference>/", handing_over.page, name="hand-over"),
    path("ho-so/<str:reference>/dung/", letters.stop, name="stop"),
    path("ho-so/<str:reference>/sua-ket-qua/", letters.correct, name="correct"),
    path("ho-so/<str:reference>/giai-quyet-lai/", reopening.page, name="reopen"),
    path(
        "ho-so/<str:reference>/giai-quyet-lai/<int:document_id>/",
        reopening.file,
        name="reopening-file",
    ),
]

_YEAR = "so-theo-doi/<int:agency_id>/<int:year>/"
registering = [
    path("so-theo-doi/", register.listing, name="register"),
    path("so-theo-doi/in/", register.printed, name="register-print"),
    path("so-theo-doi/bang-tinh/", register.sheet, name="register-sheet"),
    path(f"{_YEAR}khoa/", register.close, name="register-close"),
    path(f"{_YEAR}kiem-tra/", register.check, name="register-check"),
]

keeping = [
    path("giao-nhan/", custody.listing, name="custody"),
    path("giao-nhan/kiem-nhan/", custody.delivery, name="delivery"),
    path("giao-nhan/<int:pack_id>/", custody.pack, name="pack"),
    path("giao-nhan/bi-mat/<int:loss_id>/", losses.lost, name="lost"),
    path("ho-so/<str:reference>/ket-qua-bi-mat/", losses.report, name="report-lost"),
    path("ho-so/<str:reference>/phieu-kiem-soat/", custody.slip, name="control-slip"),
    path("thu-phi/", dues.listing, name="dues"),
    path("thu-phi/ngay/", dues.day, name="day-book"),
    path("thu-phi/ca/", cash.drawers, name="drawers"),
    path("thu-phi/ca/<int:shift_id>/", cash.drawer, name="drawer"),
    path("thu-phi/so-quy/", cash.book, name="cash-book"),
    path("thu-phi/quyet-toan/", cash.settlement, name="settlement"),
    path("thu-phi/bien-lai/", receipts.books, name="receipt-books"),
    path("tai-khoan-thu/", fee_accounts.page, name="fee-accounts"),
    path("ho-so/<str:reference>/thu-phi/", dues.account, name="account"),
    path(
        "ho-so/<str:reference>/thu-phi/bien-lai/<int:receipt_id>/",
        receipts.paper,
        name="money-receipt",
    ),
    path("ho-so/<str:reference>/nghia-vu-tai-chinh/", obligations.page, name="obligations"),
    path(
        "ho-so/<str:reference>/nghia-vu-tai-chinh/<int:document_id>/",
        obligations.notice,
        name="obligation-notice",
    ),
]

_CALL = "ho-so/<str:reference>/can-goi/<int:call_id>/"
calling = [
    path("can-goi/", calls.listing, name="calls"),
    path("ho-so/<str:reference>/cach-bao/", calls.wish, name="call-wish"),
    path(_CALL, calls.page, name="call"),
    path(f"{_CALL}thu/", calls.letter, name="call-letter"),
]

inquiring = [
    path("ghi-chu/", notes.calling, name="notes-calling"),
    path("ghi-chu/so/", notes.mark, name="notes-mark"),
    path("ho-so/<str:reference>/ghi-chu/", notes.page, name="notes"),
    path("y-kien/", opinions.listing, name="opinions"),
    path("y-kien/<int:opinion_id>/", opinions.page, name="opinion"),
    path(
        "y-kien/<int:opinion_id>/giay-to/<int:document_id>/", opinions.paper, name="opinion-paper"
    ),
    path("ho-so/<str:reference>/lay-y-kien/", opinions.ask, name="opinion-ask"),
    path("lien-thong/", chains.listing, name="chains"),
    path("lien-thong/<int:part_id>/", chains.page, name="chain-part"),
    path("ho-so/<str:reference>/phieu-chuyen/", chains.slip, name="transfer-slip"),
    path("lien-thong/<int:part_id>/giay-to/<int:document_id>/", chains.paper, name="chain-paper"),
    path("lich-xac-minh/", visits.listing, name="visits"),
    path("ho-so/<str:reference>/xac-minh/", visits.arrange, name="visit-arrange"),
    path("ho-so/<str:reference>/xac-minh/<int:visit_id>/", visits.page, name="visit"),
    path("ho-so/<str:reference>/xac-minh/<int:visit_id>/tep/", visits.file, name="visit-file"),
]

writing = [
    path("thu-tuc/ban-soan/", drafts.listing, name="record-drafts"),
    path("thu-tuc/ban-soan/moi/", drafts.begin, name="record-begin"),
    path("thu-tuc/ban-soan/<int:draft_id>/", drafts.page, name="record-draft"),
    path("thu-tuc/ban-soan/<int:draft_id>/phan/<str:key>/", drafts.part, name="record-part"),
    path("thu-tuc/ban-soan/<int:draft_id>/phi/", fees.page, name="record-fees"),
    path("thu-tuc/ban-soan/<int:draft_id>/phi/tep/", fees.file, name="record-fees-file"),
    path("thu-tuc/ban-soan/<int:draft_id>/phi/<slug:code>/", fees.table, name="record-fee"),
    path(
        "thu-tuc/ban-soan/<int:draft_id>/phi/<slug:code>/bo/",
        fees.drop_table,
        name="record-fee-drop",
    ),
    path("thu-tuc/ban-soan/<int:draft_id>/giay-to/", papers.listing, name="record-papers"),
    path("thu-tuc/ban-soan/<int:draft_id>/giay-to/<slug:key>/", papers.paper, name="record-paper"),
    path(
        "thu-tuc/ban-soan/<int:draft_id>/giay-to/<slug:key>/xem-truoc/",
        papers.preview,
        name="record-paper-preview",
    ),
    path(
        "thu-tuc/ban-soan/<int:draft_id>/giay-to/<slug:key>/bo/",
        papers.drop,
        name="record-paper-drop",
    ),
    path("thu-tuc/ban-soan/<int:draft_id>/gui/", drafts.send, name="record-send"),
    path("thu-tuc/ban-soan/<int:draft_id>/tra-lai/", drafts.send_back, name="record-back"),
    path("thu-tuc/ban-soan/<int:draft_id>/dong-y/", drafts.agree, name="record-agree"),
    path("thu-tuc/ban-soan/<int:draft_id>/cong-bo/", drafts.publish, name="record-publish"),
    path("thu-tuc/ban-soan/<int:draft_id>/bo/", drafts.withdraw, name="record-withdraw"),
    path("quy-trinh/", processes.listing, name="processes"),
    path("thu-tuc/ban-soan/<int:draft_id>/quy-trinh/", processes.page, name="process"),
    path("thu-tuc/ban-soan/<int:draft_id>/quy-trinh/ve/", processes.draw, name="process-draw"),
    path("thu-tuc/ban-soan/<int:draft_id>/quy-trinh/them/", processes.add, name="process-add"),
    path("thu-tuc/ban-soan/<int:draft_id>/quy-trinh/moi/", processes.begin, name="process-begin"),
    path(
        "thu-tuc/ban-soan/<int:draft_id>/quy-trinh/nhap/", processes.upload, name="process-upload"
    ),
    path("thu-tuc/ban-soan/<int:draft_id>/quy-trinh/tep/", processes.download, name="process-file"),
    path(
        "thu-tuc/ban-soan/<int:draft_id>/quy-trinh/hoan-tac/", processes.undo, name="process-undo"
    ),
    path("thu-tuc/ban-soan/<int:draft_id>/quy-trinh/bo/", processes.drop, name="process-drop"),
    path(
        "thu-tuc/ban-soan/<int:draft_id>/quy-trinh/buoc/<str:code>/",
        processes.step,
        name="process-step",
    ),
    path(
        "thu-tuc/ban-soan/<int:draft_id>/quy-trinh/buoc/<str:code>/bo/",
        processes.remove,
        name="process-remove",
    ),
    path("thu-tuc/<str:code>/sua-doi/", drafts.amend, name="record-amend"),
    path("thu-tuc/<str:code>/bai-bo/", drafts.repeal, name="record-repeal"),
    path("thu-tuc/<str:code>/so-sanh/", catalogue.compare, name="catalogue-compare"),
]

_FORM = "thu-tuc/ban-soan/<int:draft_id>/bieu-mau/"
building = [
    path(_FORM, forms.page, name="form"),
    path(f"{_FORM}sua/", forms.act, name="form-act"),
    path(f"{_FORM}ten/", forms.title, name="form-title"),
    path(f"{_FORM}trang/", forms.topic, name="form-page-new"),
    path(f"{_FORM}trang/<str:key>/", forms.topic, name="form-page"),
    path(f"{_FORM}khoi/", forms.block, name="form-block"),
    path(f"{_FORM}cau-hoi/", questions.add, name="form-question-new"),
    path(f"{_FORM}cau-hoi/<str:path>/", questions.question, name="form-question"),
    path(f"{_FORM}cau-hoi/<str:path>/dieu-kien/", questions.condition, name="form-condition"),
    path(f"{_FORM}quy-tac/", questions.rule, name="form-rule"),
    path(f"{_FORM}truong-hop/", questions.case, name="form-case"),
    path(f"{_FORM}xem-thu/", form_files.preview, name="form-preview"),
    path(f"{_FORM}tep/", form_files.bring_in, name="form-file"),
    path(f"{_FORM}tep/xuat/", form_files.export, name="form-export"),
]

_REHEARSAL = "thu-tuc/ban-soan/<int:draft_id>/dien-tap/"
rehearsing = [
    path(_REHEARSAL, rehearsal.page, name="rehearsal"),
    path(f"{_REHEARSAL}bat-dau/", rehearsal.begin, name="rehearsal-begin"),
    path(f"{_REHEARSAL}dang-lam/", rehearsal.sitting, name="rehearsal-sitting"),
    path(f"{_REHEARSAL}dang-lam/giay/<int:place>/", rehearsal.paper, name="rehearsal-paper"),
    path(f"{_REHEARSAL}luu/", rehearsal.keep, name="rehearsal-keep"),
    path(f"{_REHEARSAL}thoi/", rehearsal.drop, name="rehearsal-drop"),
    path(f"{_REHEARSAL}chay-lai/", rehearsal.replay, name="rehearsal-replay"),
    path(f"{_REHEARSAL}sinh/", rehearsal.generate, name="rehearsal-generate"),
    path(f"{_REHEARSAL}bai/<int:script_id>/", rehearsal.test, name="rehearsal-test"),
]

_ELSEWHERE = "thu-tuc/<str:code>/dien-bien/noi-khac/"
steering = [
    path("bang/", board.page, name="board"),
    path("du-bao/", forecasts.page, name="forecasts"),
    path("dau-hieu/", signs.page, name="signs"),
    path("thu-tuc/", catalogue.listing, name="catalogue"),
    path("thu-tuc/<str:code>/noi-thuc-hien/", arrangement.page, name="arrangement"),
    path("thu-tuc/<str:code>/dien-bien/", hindsight.page, name="hindsight"),
    path("thu-tuc/<str:code>/dien-bien/nhat-ky/", hindsight.log, name="hindsight-log"),
    path("thu-tuc/<str:code>/dien-bien/ho-so/", hindsight.cases, name="hindsight-cases"),
    path(_ELSEWHERE, foreign_logs.listing, name="foreign-logs"),
    path(f"{_ELSEWHERE}nhap/", foreign_logs.bring, name="foreign-log-bring"),
    path(f"{_ELSEWHERE}nhap/<int:upload_id>/", foreign_logs.columns, name="foreign-log-columns"),
    path(f"{_ELSEWHERE}<int:log_id>/", foreign_logs.page, name="foreign-log"),
    path(f"{_ELSEWHERE}<int:log_id>/buoc/", foreign_logs.steps, name="foreign-log-steps"),
    path(f"{_ELSEWHERE}<int:log_id>/xoa/", foreign_logs.remove, name="foreign-log-remove"),
    path("thu-tuc/<str:code>/", catalogue.versions, name="catalogue-versions"),
    path("van-hanh/", operation.page, name="operation"),
]

organising = [
    path("to-chuc/", organisation.listing, name="organisation"),
    path("to-chuc/cho-quyet-dinh/", organisation.undecided, name="undecided"),
    path("to-chuc/sap-xep/moi/", organisation.begin, name="reorganisation-begin"),
    path("to-chuc/sap-xep/<int:key>/", organisation.page, name="reorganisation"),
    path(
        "to-chuc/sap-xep/<int:key>/co-quan/", organisation.beginning, name="reorganisation-begins"
    ),
    path("to-chuc/sap-xep/<int:key>/ke-thua/", organisation.passing, name="reorganisation-passing"),
]

receiving = [
    path("diem-tiep-nhan/", venues.page, name="venues"),
    path("diem-tiep-nhan/<int:venue_id>/ngung/", venues.end, name="venue-end"),
    path("may-dung-chung/", shared_screens.page, name="shared-screens"),
    path("phong-cho/", windows.page, name="windows"),
    path("phong-cho/dang-cho/", windows.waiting, name="waiting"),
    path("phong-cho/cai-dat/", windows.arrange, name="hall"),
    path("phong-cho/thoi-gian/", windows.times, name="waiting-times"),
]

urlpatterns = [
    *receiving,
    path("", worklist.home, name="home"),
    path("lam-thay/", standing_in.page, name="standing-in"),
    path("noi-dang-nhap/", browsers.page, name="browsers"),
    *recruiting,
    path("phim-tat/", keys.page, name="shortcuts"),
    path("tro-giup/", helping.listing, name="help"),
    path("tro-giup/trang/<slug:page>/", helping.page, name="help-page"),
    path("tro-giup/<slug:key>/", helping.topic, name="help-topic"),
    path("tap-thu/", practice.page, name="practice"),
    path("tap-thu/vao/", practice.door, name="practice-door"),
    path("tap-thu/bai/", practice.exercises, name="exercises"),
    *signing_in,
    *cutting,
    *taking_in,
    *on_paper,
    *without_a_line,
    *guiding,
    *telling,
    *breaching,
    *assessing,
    *representing,
    *handling,
    *reading,
    *registering,
    *keeping,
    *calling,
    *inquiring,
    *writing,
    *building,
    *rehearsing,
    *steering,
    *organising,
]
