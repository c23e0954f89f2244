"""How templates become Python: Jinja2's compiler, less what no page of ours needs.

Jinja2 asks at each word of a page what else it might be: whether an attribute is an item, whether a
function wants the context, whether a fragment was given a caller. Half of a page's time went there.
"""

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from newsroom.escaping import written

__all__ = ["Compositor", "Settled", "fragment", "written"]

# What these return depends on their arguments and on the language alone.
SETTLED = ("_", "gettext", "pgettext", "site_direction", "site_language")


class Compositor(CodeGenerator):
    """Writes a page as plain Python.

    What a page calls gets no context, an attribute that it asks for must be there, and whatever it
    prints is escaped.
    """

    def visit_Template(self, node, frame=None):  # noqa: N802
        self.writeline("from operator import call")
        self.writeline("from newsroom.compositor import fragment, written")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node, frame):  # noqa: N802
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Test(self, node, frame):  # noqa: N802
        if node.name != "defined" or not isinstance(node.node, nodes.Getattr):
            super().visit_Test(node, frame)
            return
        self.write("hasattr(")
        self.visit(node.node.node, frame)
        self.write(f", {node.node.attr!r})")

    def visit_Call(self, node, frame, forward_caller=False):  # noqa: N802
        self.write("call(")
        self.visit(node.node, frame)
        self.signature(node, frame)
        self.write(")")

    def visit_CallBlock(self, node, frame):  # noqa: N802
        self.fail("No fragment takes a caller: hand it what it shows.", node.lineno)

    def macro_def(self, macro_ref, frame):
        names = [argument.name for argument in macro_ref.node.args]
        self.write(f"fragment(macro, {names!r})")

    def _output_child_pre(self, node, frame, finalize):
        self.write("written(")


class Settled(NodeTransformer):
    """Puts into a page, before it is written, what is the same whenever it is asked for."""

    def __init__(self, words):
        self.words = {name: words[name] for name in SETTLED}

    def visit_Call(self, node):  # noqa: N802
        node = self.generic_visit(node)
        is_settled = getattr(node.node, "name", None) in SETTLED
        values = (*node.args, *node.kwargs, node.dyn_args, node.dyn_kwargs)
        if not is_settled or not all(isinstance(each, nodes.Const) for each in values if each):
            return node
        return nodes.Const(self.words[node.node.name](*(each.value for each in node.args)))


def fragment(macro, names):
    """Return a macro as a function that is called with the macro's own names."""

    def print_with(*given, **named):
        left_out = [named.pop(name, missing) for name in names[len(given) :]]
        if named or len(given) > len(names):
            raise TypeError(f"A fragment with {names} was given {given} and {named}.")
        return Markup(macro(*given, *left_out))

    return print_with
