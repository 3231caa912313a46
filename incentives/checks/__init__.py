"""What is wrong with what was entered; pure functions."""
