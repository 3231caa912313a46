"""The verbs of enterprises."""
