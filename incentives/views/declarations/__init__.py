"""The pages of a credit declaration."""
