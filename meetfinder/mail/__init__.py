"""Mail that goes out: a table of what is to be said, letters made when they are sent, SMTP or files."""
