"""Parts that pages are made of. They know the theme and nothing else of the program."""
