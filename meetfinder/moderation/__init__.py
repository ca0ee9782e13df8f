"""How a listing gets in and stays true: one door, `submit` and `decide`."""
