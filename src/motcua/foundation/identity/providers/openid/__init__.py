"""Any OpenID Connect provider: authorization code with PKCE, through django-allauth."""
