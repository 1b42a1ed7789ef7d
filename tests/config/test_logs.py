import json
import logging
import sys

from config.logs import JsonFormatter


def _record_of_an_error() -> logging.LogRecord:
    try:
        raise ValueError("row (张三, 13800000000) violates")
    except ValueError:
        return logging.LogRecord("tidu", logging.ERROR, __file__, 1, "%s failed", ("导入",), sys.exc_info())


class TestJsonFormatter:
    def test_writes_one_line_that_machines_and_people_read(self):
        line = JsonFormatter().format(_record_of_an_error())
        assert "\n" not in line
        assert "导入" in line
        assert json.loads(line)["level"] == "ERROR"

    def test_tells_where_an_error_happened_but_not_what_it_quotes(self):
        line = JsonFormatter().format(_record_of_an_error())
        assert json.loads(line)["error"] == "ValueError"
        assert "_record_of_an_error" in json.loads(line)["trace"][0]
        assert "张三" not in line
        assert "13800000000" not in line
