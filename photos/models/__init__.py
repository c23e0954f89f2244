"""The picture library."""

from photos.models.attribution import PhotoAttribution
from photos.models.photo import Photo, shown

__all__ = ["Photo", "PhotoAttribution", "shown"]
