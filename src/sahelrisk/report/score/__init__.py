"""The pages and document of `score`."""
