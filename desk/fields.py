"""How the fields of forms are drawn: a story of forty parts has eight hundred of them."""

from django.forms.renderers import BaseRenderer
from django.template import engines


class Renderer(BaseRenderer):
    """Lets Jinja2 draw the fields that Django brings for it; the admin's and ours are Django's."""

    def get_template(self, template_name):
        engine = "fields" if template_name.startswith("django/forms/") else "django"
        return engines[engine].get_template(template_name)
