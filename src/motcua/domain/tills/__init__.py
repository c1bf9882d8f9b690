"""Tills: where fees lie: bank accounts, drawers that officers answer for, the safe, what was handed on."""
