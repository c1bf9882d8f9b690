"""What officers tell people about a procedure before anything is lodged, kept (Article 15.2 of Decree 61/2018)."""
