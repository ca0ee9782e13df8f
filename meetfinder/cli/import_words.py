"""The codes of an import in words, for the person at the command line."""

UNREADABLE = {
    "no_file": "There is no file {address}.",
    "not_a_file": "{address} is a folder and not a file.",
    "no_permission": "{address} may not be read by this user.",
    "no_host": "{address} is not a web address: it names no host.",
    "no_answer": "No server answered at {address}.",
    "timeout": "{address} did not answer in time.",
    "status": "{address} answered {detail} instead of a list.",
    "redirects": "{address} redirects too often or to no web address.",
    "redirect_inward": "{address} redirects to somewhere that is not on the public web.",
    "too_big": "{address} is larger than 50 MB, which no meeting list is.",
    "cut_off": "{address} is cut off: its end is missing.",
    "bad_gzip": "{address} is damaged: it cannot be unpacked.",
    "not_utf8": "{address} is not in UTF-8, so its words cannot be read.",
    "html": "{address} is a web page (HTML) and not a list in JSON.",
    "empty_answer": "{address} is empty.",
}
NOT_A_LIST = {
    "not_json": "{address} is not complete JSON: it is cut off or damaged, or something else.",
    "not_a_list": "{address} is JSON but not a list of meetings: a list begins with [.",
    "not_a_table": "{address} is not a table of meetings: "
    "its first line must name columns such as City or Address.",
    "empty": "{address} is a list without any meeting, so nothing was changed.",
}
REFUSED = {
    "no_name": "Give the list a name with letters or digits: --source NAME.",
    "no_seeds": "The formats are not loaded yet: run flask init first.",
    "no_fellowship": "This list is new: say whose it is with --fellowship SLUG, or --fellowship independent.",
    "unknown_fellowship": "There is no fellowship {slug}: see the slugs in the README.",
    "other_source": "{slug} is the name of a list of another kind: choose another --source.",
    "other_fellowship": "{source} is known as a list of {held}: with --fellowship {asked} all its "
    "meetings would move there, so nothing was changed. Use --force if that is right.",
    "shrank": "The list shrank from {before} usable rows to {now}, by more than a fifth: nothing was "
    "changed. Use --force if that is right.",
}
ROW = {
    "not_an_object": "is not an object with fields",
    "missing": "is missing",
    "too_long": "is too long",
    "not_a_day": "is no day of the week",
    "not_a_time": "is no time of day",
    "by_appointment": "is not stated: by appointment only",
    "no_zone": "cannot be found out: neither row, place nor list say in which time zone it is meant",
    "too_deep": "holds lists in lists in lists, which no reader can take",
    "used_twice": "is used twice for the same day and time with different content",
}
WARNINGS = {
    "by_appointment": "no day or time",
    "closed_for_now": "tagged as closed for now, without link or phone: paused",
    "dates_off": "says on which dates there is no meeting: cancelled on those",
    "dates_unclear": "says that there is no meeting on some dates, and which cannot be told: please look",
    "derived": "coordinates derived from the postcode or town: approximate",
    "end_not_credible": "end time not credible: taken as not stated",
    "far_from_postcode": "coordinates far from the postcode: kept, but as approximate",
    "months_not_stated": "says that it is held in one season only, and not when: paused",
    "name_disagrees": "the name states another time than the row: the row's is kept",
    "name_of_minors": "a meeting for minors: its name could tell the place, and is left out",
    "no_link_to_join": "tagged as online, without link or phone: listed as in person",
    "no_point": "no point on the map is known: found by no distance",
    "no_usable_place": "in person, without street or venue: paused",
    "no_way_to_join": "online, without link or phone: paused",
    "not_a_time": "not a time of day: taken as not stated",
    "only_some_months": "says that it is held in some months only: held so",
    "only_some_weeks": "says that it is held in some weeks of the month only: held so",
    "private_not_kept": "contact data of people: not kept",
    "said_closed": "says that it is cancelled or closed for now: paused",
    "said_inactive": "marked as inactive: paused",
    "sign_lost": "coordinates with the wrong sign, put right by the postcode: approximate",
    "swapped": "latitude and longitude swapped, put right by the postcode: approximate",
    "time_from_name": "the time contradicts the name by whole hours: the name's is taken",
    "unknown_zone": "unknown time zone: taken from the place",
    "unusable_coordinates": "coordinates that cannot be meant",
    "unusable_link": "a link that leads to no meeting: left out",
    "unusable_phone": "no phone number: left out",
    "used_twice_apart": "slug used twice: kept apart by day and time",
    "weeks_not_stated": "says that it is not held every week, but not when: paused",
    "zone_from_name": "its name states the time zone",
    "zone_of_list": "time zone taken from the other rows",
}
LINT = {
    "passcode": "passcode",
    "phone": "phone number",
    "private_mail": "private mail address",
    "surname": "surname",
}
