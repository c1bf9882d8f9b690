"""Agencies, their units, and the working calendars that promises are counted on."""
