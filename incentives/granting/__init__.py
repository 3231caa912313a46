"""The application for a grant as the life cycle reads it."""
