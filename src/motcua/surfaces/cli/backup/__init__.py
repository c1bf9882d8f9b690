"""One file that holds an installation: its rows, its papers, its keys."""
