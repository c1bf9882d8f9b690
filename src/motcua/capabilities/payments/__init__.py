"""Payments: how a sum is told to a bank's application. Pure; nothing is sent anywhere."""
