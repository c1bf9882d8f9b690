"""Words to other systems by HTTPS."""
