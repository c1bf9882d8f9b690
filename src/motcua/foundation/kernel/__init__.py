"""What every part of the product stands on: time, errors, events, evidence of reading, sealing."""
