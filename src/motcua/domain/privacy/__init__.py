"""What people may know of their own data: who read it, when, and for what."""
