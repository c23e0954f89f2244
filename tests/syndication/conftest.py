import pytest

from publication.models import Publication


@pytest.fixture
def publication():
    publication = Publication.stored()
    publication.name = "The Meridian"
    publication.strapline = "News that shows its working"
    publication.save()
    return publication


@pytest.fixture
def site_address(settings):
    """An address that no request of a test comes to, so that a Host header cannot be mistaken."""
    settings.SITE_ADDRESS = "https://news.example"
    return settings.SITE_ADDRESS
