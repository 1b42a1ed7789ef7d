"""The model card for people: Markdown in Chinese or English, and its plots as SVG."""

from scoring.likelihood.cards.files import card_files
from scoring.likelihood.cards.markdown import markdown
from scoring.likelihood.cards.words import LANGUAGES, Lang

__all__ = ["LANGUAGES", "Lang", "card_files", "markdown"]
