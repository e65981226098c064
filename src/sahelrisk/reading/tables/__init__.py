"""Spreadsheets and published tables to records."""
