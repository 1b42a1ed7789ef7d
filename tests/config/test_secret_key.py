from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from config.environment import SHORTEST_KEY
from config.secret_key import kept_secret_key


class TestKeptSecretKey:
    def test_makes_a_long_key_that_only_its_owner_can_read(self, tmp_path: Path):
        key = kept_secret_key(tmp_path / "var")
        assert len(key) >= SHORTEST_KEY
        assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o777 == 0o600

    def test_gives_the_same_key_the_next_time(self, tmp_path: Path):
        assert kept_secret_key(tmp_path) == kept_secret_key(tmp_path)

    def test_gives_one_key_to_all_that_ask_at_once(self, tmp_path: Path):
        with ThreadPoolExecutor(8) as pool:
            keys = set(pool.map(kept_secret_key, [tmp_path] * 8))
        assert len(keys) == 1
