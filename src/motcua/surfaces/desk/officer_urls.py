"""Addresses of officers themselves: who joins, moves and leaves; the own password."""

from django.urls import path

from motcua.surfaces.desk.views import password, roster

recruiting = [
    path("nap-can-bo/", roster.page, name="roster"),
    path("nap-can-bo/<uuid:roster_id>/", roster.sent, name="roster-sent"),
    path("mat-khau/", password.page, name="password"),
]
