"""A page as a browser reads it, to be asked with CSS selectors."""

from selectolax.lexbor import LexborHTMLParser


class Page:
    def __init__(self, response):
        self.html = response.content.decode()
        self._document = LexborHTMLParser(self.html)

    def select(self, selector):
        return self._document.css(selector)

    def text(self, selector):
        """Return the words of the one element that the selector finds."""
        [element] = self.select(selector)
        return _words(element)

    def texts(self, selector):
        return [_words(element) for element in self.select(selector)]

    def attributes(self, selector, name):
        return [element.attributes[name] for element in self.select(selector)]


def _words(element):
    return " ".join(element.text().split())
