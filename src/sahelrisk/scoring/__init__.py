"""Models to numbers: pure, standard library only, no clock, no randomness."""
