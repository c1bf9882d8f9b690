"""What a form is, how its answers are read, judged, shown and summed up: pure functions.

``shapes`` says what a compiled form is, ``documents`` what makes a document a form, ``compiling``
turns the one into the other. ``reading`` turns what was posted into answers, ``settling`` says
which questions are asked, ``validation`` (with ``sentences`` and ``checks``) what is wrong,
``prefilling`` what is known already; ``pages`` and ``summaries`` prepare what templates draw.
"""
