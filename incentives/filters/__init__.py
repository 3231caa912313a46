"""Filters of lists of incentives."""
