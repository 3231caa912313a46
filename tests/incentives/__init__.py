"""Tests of incentives."""
