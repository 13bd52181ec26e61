"""Indicator targets: which figure is to be reached, in what, by when."""
