"""Writers that turn one finished document, or the views behind it, into files."""
