import pytest


@pytest.fixture
def search(client):
    """Ask as a program does: `search("words")` gives the answer as a dictionary."""

    def search(text, **parameters):
        return client.get("/search/json/", {"q": text} | parameters).json()

    return search


@pytest.fixture
def found(search):
    """Return the headlines that a query finds, best first."""

    def found(text, **parameters):
        return [story["headline"] for story in search(text, **parameters)["stories"]]

    return found
