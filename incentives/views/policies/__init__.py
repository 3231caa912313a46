"""Pages of the policy list: reading, matching, keeping."""
