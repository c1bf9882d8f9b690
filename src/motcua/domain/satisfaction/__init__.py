"""What citizens say of how they were served (Articles 27 to 32 of Decree 61/2018)."""
