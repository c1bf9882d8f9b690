"""What portal and desk share on a page: base templates, components, styles, choices of display."""
