"""Forms of `serve`: what is asked, in words, with what was typed and what is wrong with it."""
