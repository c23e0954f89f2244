TIME_FORMAT = r"H\hi"
DATETIME_FORMAT = r"j F Y à H\hi T"
SHORT_DATETIME_FORMAT = r"j F à H\hi"
THOUSAND_SEPARATOR = "\u202f"  # the narrow no-break space, as in the digits that browsers write
