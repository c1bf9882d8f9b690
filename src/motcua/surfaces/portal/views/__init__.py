"""Views of the portal, by topic: read the request, ask one question, answer."""
