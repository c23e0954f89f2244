import re
from pathlib import Path

from django.core.management.commands import makemessages
from django.template import engines

# What Django takes from Python and templates, and what it hands over to scripts.
DOMAINS = ("django", "djangojs")


class TextFile(makemessages.BuildFile):
    """A file to gather texts from; a page of readers is Jinja2's, which knows its own texts."""

    @property
    def is_page(self):
        return self.is_templatized and Path(self.path).parts[0] == "templates"

    def preprocess(self):
        if self.is_page:
            page = Path(self.path).read_text(encoding="utf-8")
            texts = engines["jinja2"].env.extract_translations(page)
            Path(self.work_path).write_text(_as_python(texts), encoding="utf-8")
        else:
            super().preprocess()


class Command(makemessages.Command):
    """Gather every text of pages and of the desk's scripts, as `make messages` and the tests do.

    A guess of gettext's at a translation would only be taken for one; a new text is left empty.
    """

    help = "Bring the catalogues of translations in step with the texts of the pages."
    build_file_class = TextFile
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args, **options):
        for domain in DOMAINS:
            super().handle(*args, **options | {"domain": domain})

    def write_po_file(self, potfile, locale):
        """Keep no date of the run, which would be a conflict whenever two changes are merged."""
        super().write_po_file(potfile, locale)
        catalogue = Path(potfile).parent / locale / "LC_MESSAGES" / f"{self.domain}.po"
        text = catalogue.read_text(encoding="utf-8")
        dated = re.compile(r'^"(POT-Creation-Date|PO-Revision-Date): .*"\n', re.MULTILINE)
        catalogue.write_text(dated.sub("", text), encoding="utf-8")

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(
            all=True,
            no_obsolete=True,
            no_wrap=True,
            # A line number would change with every edit of a template.
            add_location="file",
            ignore_patterns=["tests/*", "bench/*"],
        )


def _as_python(texts):
    """Write `(line, function, words)` as the calls that xgettext reads.

    The words are one, or several of which the variables of a plural are None.
    """
    calls = []
    for _line, function, words in texts:
        words = [words] if isinstance(words, str) else [each for each in words if each]
        calls.append(f"{function}({', '.join(map(repr, words))})\n")
    return "".join(calls)
