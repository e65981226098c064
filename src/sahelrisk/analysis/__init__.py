"""What-if on top of the method: flips, next evidence, expiry, differences, robustness."""
