"""The door for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application
from django.template import engines
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

application = get_wsgi_application()

# Loaded and compiled now, so that no reader waits for it.
reverse("front_page")
pages = engines["jinja2"].env
for name in pages.list_templates():
    pages.get_template(name)
