"""Addresses that belong to no surface alone."""

from django.urls import path

from motcua.surfaces.ui import views

app_name = "ui"
urlpatterns = [
    path("tuy-chon/", views.choose_display, name="display"),
    path("ui/", views.gallery, name="gallery"),
]
