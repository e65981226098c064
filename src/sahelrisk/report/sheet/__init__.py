"""The sheet of one country: what a client reads, settled once for every format."""
