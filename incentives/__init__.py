"""Incentives: policy list, credit ledger, grants, preferences, funds, rewards."""
