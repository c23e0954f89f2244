DATETIME_FORMAT = r"j. F Y, H:i \U\h\r T"
SHORT_DATETIME_FORMAT = r"j. F, H:i \U\h\r"
