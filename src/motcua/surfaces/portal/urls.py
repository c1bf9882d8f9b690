"""Addresses of the portal, by topic."""

from django.urls import path

from motcua.surfaces.portal.presenting.linked_data import Notation
from motcua.surfaces.portal.views import (
    authorisations,
    bookings,
    browsers,
    catalogue,
    dossiers,
    feedback,
    filling,
    halls,
    histories,
    inbox,
    information,
    life_paths,
    lodging,
    looks,
    obligations,
    open_data,
    papers,
    paying,
    places,
    rating,
    shared,
    sign_in,
    taking_home,
    tracking,
    uploads,
    venues,
    verification,
)

app_name = "portal"

finding = [
    path("", catalogue.home, name="home"),
    path("tim-kiem/", catalogue.search, name="search"),
    path("thu-tuc/<str:code>/", open_data.or_linked_data(catalogue.procedure), name="procedure"),
    path("thu-tuc/<str:code>/thay-doi/", catalogue.changes, name="procedure-changes"),
    path("thu-tuc/<str:code>/mau/", catalogue.sample, name="sample"),
    path("viec-doi/", life_paths.overview, name="life-paths"),
    path("viec-doi/<str:key>/", life_paths.path, name="life-path"),
    path("dia-chi/", places.page, name="places"),
    path("diem-tiep-nhan/", venues.page, name="venues"),
    path("dia-chi/goi-y/", places.communes, name="communes"),
]

# For machines.
sharing = [
    *(
        path(
            f"thu-tuc/<str:code>.{notation.suffix}",
            open_data.procedure,
            {"notation": notation},
            name=f"procedure-{notation.suffix}",
        )
        for notation in Notation
    ),
    *(
        path(
            f"danh-muc.{notation.suffix}",
            open_data.catalogue,
            {"notation": notation},
            name=f"catalogue-{notation.suffix}",
        )
        for notation in Notation
    ),
    path("danh-muc.csv", open_data.table, name="catalogue-csv"),
]

reading = [
    path("tro-giup/", information.page, {"topic": "help"}, name="help"),
    path("du-lieu-ca-nhan/", information.page, {"topic": "privacy"}, name="privacy"),
    path("du-lieu-ca-nhan/ai-da-xem/", looks.page, name="looks"),
    path("du-lieu-ca-nhan/ai-da-xem/<uuid:reading_id>/", looks.ask, name="objection-ask"),
    path("du-lieu-ca-nhan/tai-ve/", taking_home.page, name="take-home"),
    path("du-lieu-ca-nhan/cau-hoi/", looks.objections, name="objections"),
    path("du-lieu-ca-nhan/cau-hoi/<int:objection_id>/", looks.objection, name="objection"),
    path("ho-tro-tiep-can/", information.page, {"topic": "accessibility"}, name="accessibility"),
]

signing_in = [
    path("dang-nhap/", sign_in.page, name="sign-in"),
    path("dang-nhap/tiep-tuc/", sign_in.start, name="sign-in-start"),
    path("dang-nhap/xac-nhan/", sign_in.callback, name="sign-in-callback"),
    path("dang-xuat/", sign_in.sign_out, name="sign-out"),
    path("noi-dang-nhap/", browsers.page, name="browsers"),
    path("da-dang-xuat/", sign_in.signed_out, name="signed-out"),
]

acting_for_others = [
    path("uy-quyen/", authorisations.overview, name="authorisations"),
    path("uy-quyen/moi/", authorisations.ask, name="authorisation-ask"),
    path("uy-quyen/<int:authorisation_id>/", authorisations.page, name="authorisation"),
]

sharing_a_screen = [
    path("may-dung-chung/", shared.device, name="shared-device"),
    path("may-dung-chung/them-gio/", shared.more, name="shared-more"),
    path("may-dung-chung/dang-dung/", shared.touch, name="shared-touch"),
    path("may-dung-chung/da-ket-thuc/", shared.ended, name="shared-ended"),
    path("may-dung-chung/nguoi-tiep-theo/", shared.next_person, name="shared-next"),
]

# What a form calls its pages stands under a name of its own, so that no page can take another's place.
drafting = [
    path("thu-tuc/<str:code>/nop/", filling.start, name="start"),
    path("ban-nhap/<uuid:draft_id>/", filling.draft, name="draft"),
    path("ban-nhap/<uuid:draft_id>/to-khai/<str:page_key>/", filling.page, name="page"),
    path("ban-nhap/<uuid:draft_id>/xoa/", filling.discard, name="discard"),
    path("ban-nhap/<uuid:draft_id>/giay-to/", papers.page, name="papers"),
    path(
        "ban-nhap/<uuid:draft_id>/giay-to/<int:document_id>/",
        papers.document,
        name="draft-document",
    ),
    path(
        "ban-nhap/<uuid:draft_id>/giay-to/<int:document_id>/bo/",
        papers.remove,
        name="remove-document",
    ),
    path("ban-nhap/<uuid:draft_id>/tai-len/", uploads.create, name="uploads"),
    path("ban-nhap/<uuid:draft_id>/tai-len/<uuid:upload_id>/", uploads.upload, name="upload"),
    path("ban-nhap/<uuid:draft_id>/kiem-tra/", lodging.check, name="check"),
    path("ban-nhap/<uuid:draft_id>/noi-giai-quyet/", lodging.send_elsewhere, name="send-elsewhere"),
    path("ban-nhap/<uuid:draft_id>/nop/", lodging.lodge, name="lodge"),
]

following = [
    path("ho-so/", dossiers.overview, name="dossiers"),
    path("ho-so/<str:reference>/", dossiers.page, name="dossier"),
    path("ho-so/<str:reference>/lich.ics", dossiers.calendar, name="calendar"),
    path("ho-so/<str:reference>/lich-su.json", histories.download, name="history"),
    path("ho-so/<str:reference>/da-nop/", lodging.lodged, name="lodged"),
    path("ho-so/<str:reference>/giay-to/<int:document_id>/", dossiers.document, name="document"),
    path(
        "ho-so/<str:reference>/phan-viec/<int:part_id>/giay-to/<int:document_id>/",
        dossiers.part_paper,
        name="part-paper",
    ),
    path("ho-so/<str:reference>/bo-sung/", dossiers.supplement, name="supplement"),
    path("ho-so/<str:reference>/du-thao/", dossiers.entry, name="entry"),
    path("ho-so/<str:reference>/nop-phi/", paying.page, name="pay"),
    path("ho-so/<str:reference>/nghia-vu-tai-chinh/", obligations.page, name="obligation"),
    path(
        "ho-so/<str:reference>/nghia-vu-tai-chinh/<int:document_id>/",
        obligations.notice,
        name="obligation-notice",
    ),
    path("ho-so/<str:reference>/rut/", dossiers.withdraw, name="withdraw"),
    path("ho-so/<str:reference>/danh-gia/", rating.page, name="rate"),
    path("viec-cho-ban/", dossiers.expected, name="expected"),
    path("ho-so-noi-khac/<int:mirror_id>/", dossiers.mirror, name="mirror"),
    path("hop-thu/", inbox.page, name="inbox"),
    path("hop-thu/<int:message_id>/", inbox.message, name="message"),
]

asking = [
    path("tra-cuu/", tracking.page, name="track"),
    path("xac-minh/", verification.page, name="verify"),
    path("xac-minh/lich-su/", histories.explain, name="verify-history"),
    path("xac-minh/lich-su/kiem-chung.py", histories.program, name="history-program"),
    path("xac-minh/<str:code>/", verification.code, name="verify-code"),
]

telling = [
    path("phan-anh/", feedback.home, name="feedback"),
    path("phan-anh/gui/", feedback.send, name="feedback-send"),
    path("phan-anh/theo-doi/<str:code>/", feedback.follow, name="feedback-follow"),
    path("phan-anh/cua-toi/", feedback.listing, name="feedback-list"),
    path("phan-anh/cua-toi/<int:feedback_id>/", feedback.own, name="feedback-own"),
    path("phan-anh/cong-khai/", feedback.published, name="feedback-published"),
    path(
        "phan-anh/cong-khai/<int:publication_id>/",
        feedback.publication,
        name="feedback-publication",
    ),
]

_CALL = "man-hinh/<str:agency>/tieng/<str:letter>/<int:number>/<int:window>/"
queueing = [
    path("lay-so/may/<str:key>/", halls.kiosk, name="kiosk"),
    path("lay-so/may/<str:key>/<str:code>/", halls.slip, name="kiosk-slip"),
    path("lay-so/quet/<str:said>/", halls.by_phone, name="take-by-phone"),
    path("luot/<str:code>/", halls.ticket, name="ticket"),
    path("luot/<str:code>/bay-gio/", halls.ticket_now, name="ticket-now"),
    path("luot/<str:code>/bo/", halls.give_up, name="give-up"),
    path("man-hinh/<str:agency>/", halls.display, name="display"),
    path("man-hinh/<str:agency>/bay-gio/", halls.display_now, name="display-now"),
    path(_CALL, halls.sound, name="call-sound"),
    path("hen-gio/", bookings.overview, name="bookings"),
    path("hen-gio/lich/<uuid:booking_id>/", bookings.page, name="booking"),
    path("hen-gio/lich/<uuid:booking_id>/lich.ics", bookings.calendar, name="booking-calendar"),
    path("hen-gio/<str:code>/", bookings.choose, name="book"),
]

urlpatterns = [
    *finding, *sharing, *reading, *signing_in, *acting_for_others, *sharing_a_screen, *drafting, *following, *asking,
    *telling,
    *queueing,
]  # fmt: skip
