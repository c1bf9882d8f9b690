"""What this SCIM service can, and what its resources are made of (RFC 7643, sections 5 to 7)."""

from typing import Any, Final

from motcua.foundation.identity.queries import ROSTER_ROLES
from motcua.surfaces.api.scim.resources import (
    CONFIG,
    MOST,
    OFFICER,
    RESOURCE_TYPE,
    SCHEMA,
    USER,
    Json,
)


def config(base: str) -> Json:
    """Return what the service can."""
    no = {"supported": False}
    return {
        "schemas": [CONFIG],
        "patch": {"supported": True},
        "bulk": no | {"maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": MOST},
        "changePassword": no,
        "sort": no,
        "etag": {"supported": True},
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "Bearer",
                "description": "A token given out by the operator, with the scope officers.",
                "primary": True,
            }
        ],
        "meta": {
            "resourceType": "ServiceProviderConfig", "location": f"{base}ServiceProviderConfig",
        },
    }  # fmt: skip


def resource_type(base: str) -> Json:
    """Return the one type of resource: officers."""
    return {
        "schemas": [RESOURCE_TYPE],
        "id": "User",
        "name": "User",
        "endpoint": "/Users",
        "description": "Officers of one agency, each with the newest post.",
        "schema": USER,
        "schemaExtensions": [{"schema": OFFICER, "required": True}],
        "meta": {"resourceType": "ResourceType", "location": f"{base}ResourceTypes/User"},
    }


def schemas(base: str) -> dict[str, Json]:
    """Return the schemas by their names."""
    roles = _attribute("value", canonicalValues=[str(role) for role in ROSTER_ROLES])
    core = [
        _attribute("userName", required=True, uniqueness="server", mutability="immutable", caseExact=True),
        _attribute(
            "name", type="complex", mutability="immutable",
            subAttributes=[_attribute("formatted", mutability="immutable")],
        ),
        _attribute("displayName", mutability="immutable"),
        _attribute("title", required=True),
        _attribute("active", type="boolean"),
        _attribute("roles", type="complex", multiValued=True, required=True, subAttributes=[roles]),
    ]  # fmt: skip
    more = [
        _attribute("pin", required=True, mutability="writeOnly", returned="never"),
        _attribute("unit", required=True),
        _attribute("validFrom"),
        _attribute("lastDay"),
        _attribute("decision", mutability="writeOnly", returned="never"),
    ]
    named = ((USER, "User", core), (OFFICER, "Officer", more))
    return {
        urn: {
            "schemas": [SCHEMA], "id": urn, "name": name, "attributes": attributes,
            "meta": {"resourceType": "Schema", "location": f"{base}Schemas/{urn}"},
        }
        for urn, name, attributes in named
    }  # fmt: skip


def _attribute(name: str, **more: Any) -> Json:
    return {"name": name} | USUAL | more


USUAL: Final[Json] = {
    "type": "string", "multiValued": False, "required": False, "caseExact": False,
    "mutability": "readWrite", "returned": "default", "uniqueness": "none",
}  # fmt: skip
