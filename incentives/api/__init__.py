"""Resources of incentives."""
