DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y، H:i T"
SHORT_DATETIME_FORMAT = "j F، H:i"
FIRST_DAY_OF_WEEK = 6  # Saturday
# Those of the Western digits that Django writes; "٫" and "٬" belong to the others.
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
