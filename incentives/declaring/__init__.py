"""A credit declaration as the life cycle reads it: content, words, paper, items."""
