"""Rules as data: DMN 1.3 decision tables that an agency may edit and this product works out.

A table can neither run code nor read anything: it is given facts and says which of its rows hold.
"""
