"""An opaque reference that a capability holds without knowing what stands behind it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, order=True)
class Subject:
    """Whose thing this is: a kind ("dossier", "person", "draft") and a key within the kind."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"
