"""Models to new files, safely: nothing that exists is ever rewritten."""
