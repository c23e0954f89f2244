# A time is not broken between two lines: the spaces within it are no-break spaces.
DATETIME_FORMAT = "j. F Y, H:i\u00a0\\U\\h\\r\u00a0T"
SHORT_DATETIME_FORMAT = "j. F, H:i\u00a0\\U\\h\\r"
