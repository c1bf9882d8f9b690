"""Other systems of the state: which may call, with what right, and what they are told (ADR 21)."""
