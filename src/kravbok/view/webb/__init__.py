"""The website's pages as frozen objects: what each shows, where it lies, and how it is found."""
