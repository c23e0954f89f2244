from django import template

from desk.people import name_of

register = template.Library()
register.filter("person", name_of)
