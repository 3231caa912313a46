"""How records of incentives are put into words for pages and files."""
