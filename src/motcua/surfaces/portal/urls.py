"""Addresses of the portal, by topic."""

from django.urls import path

from motcua.surfaces.portal.views import catalogue, information, sign_in

app_name = "portal"

finding = [
    path("", catalogue.home, name="home"),
    path("tim-kiem/", catalogue.search, name="search"),
    path("thu-tuc/<str:code>/", catalogue.procedure, name="procedure"),
]

reading = [
    path("tro-giup/", information.page, {"topic": "help"}, name="help"),
    path("du-lieu-ca-nhan/", information.page, {"topic": "privacy"}, name="privacy"),
    path("ho-tro-tiep-can/", information.page, {"topic": "accessibility"}, name="accessibility"),
]

signing_in = [
    path("dang-nhap/", sign_in.page, name="sign-in"),
    path("dang-nhap/tiep-tuc/", sign_in.start, name="sign-in-start"),
    path("dang-nhap/xac-nhan/", sign_in.callback, name="sign-in-callback"),
    path("dang-xuat/", sign_in.sign_out, name="sign-out"),
    path("da-dang-xuat/", sign_in.signed_out, name="signed-out"),
]

urlpatterns = [*finding, *reading, *signing_in]
