"""A word of the code in both languages, for answers that carry both."""

from django.utils.translation import override


def in_both(word: object) -> dict[str, str]:
    """The word in Chinese and English."""
    with override("zh-hans"):
        zh = str(word)
    with override("en"):
        return {"zh": zh, "en": str(word)}
