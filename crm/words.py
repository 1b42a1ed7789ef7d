"""A word of the code in both languages, for answers that carry both."""

from django.utils.translation import get_language, override


def in_both(word: object) -> dict[str, str]:
    """The word in Chinese and English."""
    with override("zh-hans"):
        zh = str(word)
    with override("en"):
        return {"zh": zh, "en": str(word)}


def in_reader_language(*, zh: str, en: str) -> str:
    """Of the two the one that who asks reads."""
    return zh if (get_language() or "zh").startswith("zh") else en
