"""Enterprises on their way: application, cultivation, certification, directory."""
