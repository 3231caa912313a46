"""Pages of the credit ledger."""
