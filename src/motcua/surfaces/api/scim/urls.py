"""Addresses of the SCIM service."""

from django.urls import path, re_path

from motcua.surfaces.api.scim import views

scim = [
    path("ServiceProviderConfig", views.config, name="scim-config"),
    path("ResourceTypes", views.resource_types, name="scim-resource-types"),
    path("ResourceTypes/User", views.resource_type, name="scim-resource-type"),
    path("Schemas", views.schemas, name="scim-schemas"),
    path("Schemas/<str:urn>", views.schema, name="scim-schema"),
    path("Users", views.users, name="scim-users"),
    path("Users/<int:user_id>", views.user, name="scim-user"),
    re_path(r"^.*$", views.absence, name="scim-absence"),
]
