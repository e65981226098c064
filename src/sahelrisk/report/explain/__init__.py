"""The pages and document of `explain`."""
