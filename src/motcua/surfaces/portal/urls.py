"""Addresses of the portal, by topic."""

from django.urls import path

from motcua.surfaces.portal.views import catalogue, information

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

urlpatterns = [*finding, *reading]
