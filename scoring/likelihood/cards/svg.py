"""A few shapes of SVG: enough for the plots of a model card, in a page that opens everywhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal

FONT = "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
INK, FAINT, RULE = "#1f2329", "#646a73", "#d5d8dd"
GOOD, BAD, MARK = "#1f6feb", "#c4320a", "#8a6d00"
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Values from `low` to `high` on the pixels from `start` to `end`; what lies beyond is put at the end."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of a value."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)

    def marks(self, steps: int) -> Iterator[float]:
        """Values at even steps, both ends included."""
        yield from (self.low + (self.high - self.low) * step / steps for step in range(steps + 1))


def page(width: float, height: float, title: str, shapes: Iterable[str]) -> str:
    """A whole file with a white ground and a title that is read out."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}" role="img" font-family="{FONT}" font-size="12" fill="{INK}">'
        f"<title>{escape(title)}</title>"
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#fff"/>{"".join(shapes)}</svg>\n'
    )


def text(x: float, y: float, words: str, *, anchor: Anchor = "start", fill: str = INK, size: int = 12) -> str:
    """Words at a place; `y` is the base line."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" font-size="{size}">{escape(words)}</text>'
    )


def upright(x: float, y: float, words: str) -> str:
    """Words along an axis, read from below."""
    return (
        f'<text transform="translate({x:.1f} {y:.1f}) rotate(-90)" text-anchor="middle" fill="{FAINT}">'
        f"{escape(words)}</text>"
    )


def line(x1: float, y1: float, x2: float, y2: float, *, stroke: str = RULE, width: float = 1, dash: str = "") -> str:
    """A straight line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" '
        f'stroke-width="{width}"{dashed}/>'
    )


def path(points: Iterable[tuple[float, float]], *, stroke: str = GOOD, width: float = 2) -> str:
    """A line through points."""
    through = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{through}" fill="none" stroke="{stroke}" stroke-width="{width}"/>'


def dot(x: float, y: float, *, fill: str = GOOD, radius: float = 4) -> str:
    """A dot."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}"/>'


def box(x: float, y: float, width: float, height: float, *, fill: str = GOOD) -> str:
    """A filled rectangle."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" fill="{fill}"/>'
