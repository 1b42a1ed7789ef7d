import gc

import pytest

from crm.collector import collector_paused


class TestCollectorPaused:
    def test_stops_the_collector_for_the_block_only(self):
        with collector_paused():
            assert not gc.isenabled()
        assert gc.isenabled()

    def test_starts_it_again_after_an_error(self):
        with pytest.raises(ValueError), collector_paused():
            raise ValueError
        assert gc.isenabled()

    def test_leaves_it_off_where_it_was_off(self):
        gc.disable()
        try:
            with collector_paused():
                pass
            assert not gc.isenabled()
        finally:
            gc.enable()
