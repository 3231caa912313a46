"""What a home page shows: every figure with the rows that make it."""
