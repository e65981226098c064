"""Phrases, one file a language."""
