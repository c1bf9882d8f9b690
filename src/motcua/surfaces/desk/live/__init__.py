"""What tells open desks that something new came, without a page being asked for (ADR 34)."""
