"""The pages of `site`: what stands on each, settled in words, with addresses below the language."""
