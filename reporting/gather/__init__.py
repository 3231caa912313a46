"""Gathers the figures of a report as they stood at one moment; writes nothing."""
