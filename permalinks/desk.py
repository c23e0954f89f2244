"""Where the desk is: what lies below this address is for the staff, and no page for readers."""

DESK = "/admin/"


def is_desk(path):
    return path.startswith(DESK)
