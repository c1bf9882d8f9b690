"""How statuses reach other systems, behind one protocol: a folder for each way."""
