"""Financial obligations: what an applicant owes the State by another agency's notice, before there is a result."""
