"""Internal processes as data: BPMN 2.0 models, their running instances and the tasks of people.

A model may be edited by the agency that uses it; it can neither run code nor read a dossier. What it
carries between steps are outcomes and the few values it declares.
"""
