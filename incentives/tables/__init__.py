"""Columns of lists of incentives."""
