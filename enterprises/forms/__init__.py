"""What is typed about enterprises."""
