"""Numbers to words, once: the views that every format draws."""
