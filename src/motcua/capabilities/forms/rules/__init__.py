"""What a form is, how its answers are read, judged, shown and summed up: pure functions.

``shapes`` says what a compiled form is, ``anatomy`` what a document holds, ``documents`` (with
``conditions``) what makes one a form, ``compiling`` turns the one into the other. ``reading`` turns
what was posted into answers, ``settling`` (with ``calculating``) says which questions are asked and
what is reckoned, ``validation`` (with ``sentences`` and ``checks``) what is wrong, ``prefilling``
what is known already; ``pages`` and ``summaries`` (with ``locating``) prepare what templates draw.
"""
