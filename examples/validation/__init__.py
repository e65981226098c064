"""What `examples/validate.py` works out: published indices, and whether scores are believable."""
