"""Version 1 of the HTTP interface. Its parts are added to, never changed in meaning."""
