"""Process mining: what really happened, from a log of finished steps, beside what was designed."""
