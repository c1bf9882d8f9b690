"""What a process model may be: its language, its parts, its proof of soundness. No tables, no clock."""
