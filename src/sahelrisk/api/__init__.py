"""The library: what `import sahelrisk` gives, over the tasks."""
