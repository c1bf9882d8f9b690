"""Forms as data: a JSON Schema document and how to ask it, drawn and judged on the server."""
