"""Views to bytes, one file a format."""
