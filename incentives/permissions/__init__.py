"""Who may do what with incentives, and why not."""
