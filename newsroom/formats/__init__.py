"""How dates and numbers are written in each language, where Django's own way is not a newspaper's.

A format stands in the code of Django's `date` filter. Times are those of a clock of 24 hours; a
`SHORT_DATETIME_FORMAT` is for stories of these days and leaves out the year. Languages without a
module here have what Django gives them.
"""
