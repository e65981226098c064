"""`serve`: the pages of a site live from the files, with forms that write new ones."""
