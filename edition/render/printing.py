"""How templates become Python: fields are looked up plainly, and one function prints all values.

Jinja makes an object of every piece that a template prints, to know that it is escaped; here it
is a string at once. Used by `render`.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape


def plain(text: str) -> bool:
    """Whether a text is the same as HTML, in an attribute as well."""
    return not ("&" in text or "<" in text or ">" in text or '"' in text)


def escaped(text: str) -> str:
    """A text as HTML; apostrophes stay, as no attribute of ours stands between them."""
    return text if plain(text) else str(escape(text)).replace("&#39;", "'")


def printed(value: object) -> str:
    """A value as a template prints it: escaped, if it is not HTML already.

    Refuses what is not there; a template says with `if` what may be missing.
    """
    if type(value) is Markup:
        return value
    if type(value) is str and plain(value) and "'" not in value:
        return value
    if value is None:
        raise TypeError("a template prints None")
    return str(escape(value))


class Generator(CodeGenerator):
    """Writes templates as Python. The environment's `finalize` escapes, as `printed` does.

    What it overrides is Jinja's own business, so that pyproject.toml bounds the version, and
    `tests/test_render.py` says which Python comes out.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (Jinja's)
        self.write("getattr(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def visit_Call(  # noqa: N802 (Jinja's)
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        reserved = any(iskeyword(each.key) for each in node.kwargs)
        if forward_caller or node.dyn_args or node.dyn_kwargs or reserved:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for named in node.kwargs:
            self.write(f"{named.key}=")
            self.visit(named.value, frame)
            self.write(", ")
        self.write(")")
