"""Checks proved by breaking things: copies of the tree are damaged, one thing at a time, and each must be told."""
