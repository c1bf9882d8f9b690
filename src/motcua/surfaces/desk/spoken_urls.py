"""Addresses of what people are told at a desk, and of what they tell the state."""

from django.urls import path

from motcua.surfaces.desk.views import (
    authorisations,
    breaches,
    feedback,
    guidance,
    impact,
    objections,
)

guiding = [
    path("huong-dan/", guidance.listing, name="guidance-list"),
    path("huong-dan/thu-tuc/<str:code>/", guidance.give, name="guidance-give"),
    path("huong-dan/<uuid:guidance_id>/", guidance.page, name="guidance"),
]

_FEEDBACK = "phan-anh/<int:feedback_id>/"
telling = [
    path("phan-anh/", feedback.listing, name="feedback-list"),
    path("phan-anh/ghi/", feedback.write, name="feedback-write"),
    path(_FEEDBACK, feedback.page, name="feedback"),
    path(f"{_FEEDBACK}viec/<str:act>/", feedback.act, name="feedback-act"),
    path(f"{_FEEDBACK}tep/<int:document_id>/", feedback.file, name="feedback-file"),
    path("hoi-ve-du-lieu/", objections.listing, name="objections"),
    path("hoi-ve-du-lieu/<int:objection_id>/", objections.page, name="objection"),
]

representing = [
    path("uy-quyen/", authorisations.listing, name="authorities"),
    path("uy-quyen/ghi/", authorisations.record, name="authority-record"),
    path("uy-quyen/<int:authorisation_id>/", authorisations.page, name="authority"),
]

_BREACH = "vi-pham-du-lieu/<int:breach_id>/"
breaching = [
    path("vi-pham-du-lieu/", breaches.listing, name="breaches"),
    path("vi-pham-du-lieu/ghi/", breaches.record, name="breach-record"),
    path(_BREACH, breaches.page, name="breach"),
    path(f"{_BREACH}viec/<str:act>/", breaches.act, name="breach-act"),
    path(f"{_BREACH}thong-bao/", breaches.paper, name="breach-paper"),
]

_IMPACT = "tac-dong-du-lieu/"
assessing = [
    path(_IMPACT, impact.page, name="impact"),
    path(f"{_IMPACT}tep/<str:form>/", impact.file, name="impact-file"),
    path(f"{_IMPACT}ghi/<str:name>/", impact.state, name="impact-state"),
    path(f"{_IMPACT}thu-tuc/<str:code>/", impact.procedure, name="impact-procedure"),
    path(
        f"{_IMPACT}thu-tuc/<str:code>/ghi/<str:name>/", impact.state, name="impact-procedure-state"
    ),
]
