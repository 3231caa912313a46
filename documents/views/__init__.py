"""Pages of files and background jobs."""
