import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.enterprises.names import BLANKS, BRACKETS, same_name, spelling

TEXT = st.text(
    st.characters(codec="gb18030", exclude_characters="\x00") | st.sampled_from(BLANKS + BRACKETS + "（ＡaＢ")
)


class TestSameName:
    @pytest.mark.parametrize(
        "other",
        [
            "示例（南阳）机电有限公司",
            "示例(南阳) 机电有限公司 ",
            "示例【南阳】机电有限公司",
            "示例〔南阳〕机电\u200b有限公司",
            "示例（南阳）机电\u3000有限公司",
        ],
    )
    def test_does_not_mind_width_blanks_and_brackets(self, other: str):
        assert same_name("示例(南阳)机电有限公司", other)

    def test_does_not_mind_capitals_of_latin_letters(self):
        assert same_name("南阳ａbc有限公司", "南阳ABC有限公司")

    @pytest.mark.parametrize("other", ["示例(南阳)机电公司", "示例南阳机电有限公司", "示例(南阳)机电有限公同"])
    def test_minds_every_other_difference(self, other: str):
        assert not same_name("示例(南阳)机电有限公司", other)


@pytest.mark.django_db
class TestSpelling:
    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(TEXT)
    def test_is_what_the_database_makes_of_it(self, text: str):
        with connection.cursor() as cursor:
            cursor.execute("SELECT name_spelling(%s)", [text])
            assert cursor.fetchone() == (spelling(text),)
