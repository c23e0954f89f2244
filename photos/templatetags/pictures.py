from django import template

register = template.Library()


@register.simple_tag
def srcsets(photo, shape):
    """Return `(MIME type, srcset)` for each format of a photo in a box of that shape, if any."""
    return list(photo.srcsets(shape))
