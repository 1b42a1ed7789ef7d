"""All files of a card that people read."""

from scoring.likelihood.cards.markdown import markdown
from scoring.likelihood.cards.plots import plots
from scoring.likelihood.cards.words import LANGUAGES
from scoring.likelihood.model import Card


def card_files(card: Card) -> dict[str, str]:
    """Contents by file name: `card.zh.md`, `card.en.md`, and the plots that they show, each in both languages."""
    made: dict[str, str] = {}
    for lang in LANGUAGES:
        drawn = plots(card, lang)
        made[f"card.{lang}.md"] = markdown(card, lang, shown=tuple(drawn))
        made |= {f"{name}.{lang}.svg": picture for name, picture in drawn.items()}
    return made
