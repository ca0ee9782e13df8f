"""What is listed: fellowships, groups, meetings, places, formats, and what was stated about them."""
