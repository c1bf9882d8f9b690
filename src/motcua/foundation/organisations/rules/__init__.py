"""What the law says of agency codes and working days."""
