"""The columns of our table. What the WordPress plugin has too bears its names, so that it can read them."""

COLUMNS = (
    "Slug", "Name", "Day", "Time", "End Time", "Duration", "Timezone", "Recurrence", "Anchor",
    "Starts On", "Ends On", "Exceptions", "Attendance", "Location", "Address", "City", "State",
    "Postal Code", "Country", "Formatted Address", "Latitude", "Longitude", "Precision",
    "Location Notes", "Conference URL", "Conference Phone", "Conference URL Notes", "Join Visibility",
    "Types", "Formats", "Languages", "Attributes", "Notes", "Youth", "Group", "Group Slug",
    "Fellowship", "Website", "Group Notes", "Updated", "URL", "Data Source Name", "License",
)  # fmt: skip
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
OWN = frozenset({"Recurrence", "Attendance", "Precision", "Group Slug", "Formats", "Attributes"})
"""A table with all of these is one of ours."""
YES = "yes"
RULE_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
