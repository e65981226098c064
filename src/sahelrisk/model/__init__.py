"""What the files say: frozen, strict models, each with its place in its file."""
