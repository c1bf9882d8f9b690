"""Officers of one agency for its personnel system: SCIM 2.0 (RFC 7643, RFC 7644)."""
