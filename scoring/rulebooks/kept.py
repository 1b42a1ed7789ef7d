"""Results that depend on a node of a rulebook alone, kept while the node is in use."""

from collections.abc import Callable
from typing import Generic, TypeVar

Node = TypeVar("Node")
Result = TypeVar("Result")


class Kept(Generic[Node, Result]):
    """A function of one node that remembers its results by the node's identity: nodes are large, and seldom hashable.

    A node is held as long as its result, so that its identity stays its own; when there are `most`, all are let go.
    """

    def __init__(self, make: Callable[[Node], Result], most: int) -> None:
        self._make = make
        self._most = most
        self._known: dict[int, tuple[Node, Result]] = {}

    def __call__(self, node: Node) -> Result:
        """Return the result for `node`, made when it is first asked for."""
        known = self._known.get(id(node))
        if known is None:
            if len(self._known) >= self._most:
                self._known.clear()
            known = self._known[id(node)] = (node, self._make(node))
        return known[1]
