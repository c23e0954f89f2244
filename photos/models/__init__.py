"""The picture library."""

from photos.models.attribution import PhotoAttribution
from photos.models.photo import Photo, fetch_renditions, shown, unread_of
from photos.models.stray_file import StrayFile

__all__ = ["Photo", "PhotoAttribution", "StrayFile", "fetch_renditions", "shown", "unread_of"]
