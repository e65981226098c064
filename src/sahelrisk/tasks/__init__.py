"""One use case a file: typed values in, typed results and documents out; no terminal, no clock."""
