"""Addresses of lists that are cut down, and of their cuts under names; before those that hold a reference."""

from django.urls import path

from motcua.surfaces.desk.views import dossiers, queue, worklist

cutting = [
    path("tiep-nhan/", queue.page, name="queue"),
    path("tiep-nhan/moi/", queue.arrivals, name="arrivals"),
    path("tiep-nhan/bo-loc/", queue.save, name="save-queue"),
    path("tiep-nhan/bo-loc/<int:saved_id>/bo/", queue.drop, name="drop-queue"),
    path("viec/bo-loc/", worklist.save, name="save-list"),
    path("viec/bo-loc/<int:saved_id>/bo/", worklist.drop, name="drop-list"),
    path("ho-so/bo-loc/", dossiers.save, name="save-dossiers"),
    path("ho-so/bo-loc/<int:saved_id>/bo/", dossiers.drop, name="drop-dossiers"),
]
