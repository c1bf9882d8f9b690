"""Addresses of OAuth."""

from django.urls import path

from motcua.surfaces.api.oauth import views

oauth = [
    path("oauth/token", views.token, name="oauth-token"),
    path(".well-known/oauth-authorization-server", views.metadata, name="oauth-metadata"),
]
