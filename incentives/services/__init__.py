"""Writes of incentives."""
