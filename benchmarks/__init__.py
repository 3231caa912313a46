"""Measurements; every figure quoted anywhere comes from a command here."""
