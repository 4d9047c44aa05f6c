"""Boards of a branch and of the ward, the list of ended runs, the search."""
