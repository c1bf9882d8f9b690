"""Addresses of the desk, by topic."""

from django.urls import path

from motcua.surfaces.desk.views import sign_in

app_name = "desk"

signing_in = [
    path("dang-nhap/", sign_in.password, name="sign-in"),
    path("dang-nhap/ma-xac-thuc/", sign_in.second_factor, name="second-factor"),
    path("dang-nhap/thiet-lap/", sign_in.second_factor_setup, name="second-factor-setup"),
    path("dang-xuat/", sign_in.sign_out, name="sign-out"),
]

urlpatterns = [*signing_in]
