"""Ways to tamper with a file that was taken home, drawn at random."""

import copy
import json

from hypothesis import strategies as st


def list_places(value, path=()):
    """Return the path to every value of a file that holds no other, and to every list."""
    if isinstance(value, dict):
        return [one for key, inner in value.items() for one in list_places(inner, (*path, key))]
    if isinstance(value, list):
        found = [one for key, inner in enumerate(value) for one in list_places(inner, (*path, key))]
        return [path, *found] if len(value) > 1 else found
    return [path]


def tamper_with_file(file, draw):
    """Return the file changed at one place: a value, the order, something dropped, doubled or added."""
    changed = copy.deepcopy(file)
    *above, last = draw(st.sampled_from(list_places(file)), label="place")
    holder = changed
    for key in above:
        holder = holder[key]
    value = holder[last]
    if isinstance(value, list):
        holder[last] = _tamper_with_list(value, draw)
    else:
        way = draw(st.sampled_from(("value", "drop", "add")), label="way")
        if way == "value":
            holder[last] = _another(value, draw)
        elif way == "drop":
            del holder[last]
        elif isinstance(holder, dict):
            holder[f"{last}x"] = value
        else:
            holder.insert(last, value)
    assert json.dumps(changed, sort_keys=True) != json.dumps(file, sort_keys=True)
    return changed


def _tamper_with_list(value, draw):
    way = draw(st.sampled_from(("swap", "drop", "double", "cut")), label="way")
    place = draw(st.integers(0, len(value) - 2), label="at")
    if way == "swap":
        return [*value[:place], value[place + 1], value[place], *value[place + 2 :]]
    if way == "drop":
        return [*value[:place], *value[place + 1 :]]
    if way == "double":
        return [*value[: place + 1], copy.deepcopy(value[place]), *value[place + 1 :]]
    return value[: place + 1]


def _another(value, draw):
    if isinstance(value, int):
        return value + draw(st.sampled_from((-1, 1, 256)), label="by")
    if not value:
        return "x" if value == "" else 1
    place = draw(st.integers(0, len(value) - 1), label="letter")
    letter = "1" if value[place] != "1" else "2"
    return f"{value[:place]}{letter}{value[place + 1 :]}"
