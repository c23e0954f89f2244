"""How templates become Python: Jinja2's compiler, less what no page of ours needs.

Jinja2 asks at each word of a page what else it might be: whether an attribute is an item, whether a
function wants the context, whether a fragment was given a caller. Half of a page's time went there.
"""

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.visitor import NodeTransformer

from newsroom.escaping import as_html, escape_text, written

__all__ = ["Compositor", "Settled", "as_html", "escape_text", "written"]

# What these return depends on their arguments and on the language alone.
SETTLED = ("_", "gettext", "pgettext", "site_direction", "site_language")


class Compositor(CodeGenerator):
    """Writes a page as plain Python.

    What a page calls gets no context, an attribute that it asks for must be there, whatever it
    prints is escaped, and a fragment is a function with the macro's own names.
    """

    def visit_Template(self, node, frame=None):  # noqa: N802
        self.writeline("from newsroom.compositor import as_html, escape_text, written")
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
        if node.dyn_args or node.dyn_kwargs:
            self.fail("What is called is handed each value by itself.", node.lineno)
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(")
        for each in (*node.args, *node.kwargs):
            self.visit(each, frame)
            self.write(", ")
        self.write(")")

    def visit_CallBlock(self, node, frame):  # noqa: N802
        self.fail("No fragment takes a caller: hand it what it shows.", node.lineno)

    def visit_Macro(self, node, frame):  # noqa: N802
        inner = frame.inner()
        inner.require_output_check = False  # it is printed where it is called
        inner.symbols.analyze_node(node)
        names = [argument.name for argument in node.args]
        needed = len(names) - len(node.defaults)
        function = f"fragment_{node.name}"  # what Python complains of when it is called wrongly
        self.writeline(f"def {function}(", node)
        self.write("".join(f"{name}, " for name in names[:needed]))
        for name, default in zip(names[needed:], node.defaults, strict=True):
            self.write(f"{name}=")
            self.visit(default, frame)
            self.write(", ")
        self.write("):")
        self.indent()
        for name in names:
            self.writeline(f"{inner.symbols.ref(name)} = {name}")
        self.buffer(inner)
        self.enter_frame(inner)
        self.blockvisit(node.body, inner)
        self.return_buffer_contents(inner)
        self.leave_frame(inner, with_python_scope=True)
        self.outdent()
        self.writeline(f"{frame.symbols.ref(node.name)} = {function}")
        if frame.toplevel:
            self.writeline(f"context.vars[{node.name!r}] = {function}")
            self.writeline(f"context.exported_vars.add({node.name!r})")

    def return_buffer_contents(self, frame, force_unescaped=False):
        self.writeline(f"return as_html(concat({frame.buffer}))")

    def _import_common(self, node, frame):
        self.write("environment.fragments(")
        self.visit(node.template, frame)
        self.write(")")

    def visit_Block(self, node, frame):  # noqa: N802
        if not (frame.toplevel and self.has_known_extends):
            # As one piece: each that is handed on passes the page and what it extends.
            block = f"context.blocks[{node.name!r}][0]({self.get_context_ref()})"
            self.simple_write(f"concat({block})", frame, node)

    def _output_child_pre(self, node, frame, finalize):
        # Most are texts, and need no call that asks what they are.
        self.write("escape_text(value) if type(value := (")

    def _output_child_post(self, node, frame, finalize):
        self.write(")) is str else written(value)")


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
