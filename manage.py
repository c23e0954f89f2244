#!/usr/bin/env python3
"""The newsroom's command line."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"newsroom cannot start: {error}")
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
