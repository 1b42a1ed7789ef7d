"""No request and no job ever reads anything with pickle: held by what is imported, and by what happens at run time."""

import ast
import json
import subprocess
import sys
from pathlib import Path

from scoring.likelihood.registry import save
from tests.scoring.likelihood.city import KEY, trained

ROOT = Path(__file__).parents[3]
ROOMS = ("api", "config", "crm", "scoring", "seeds")
RUNS_CODE = {"pickle", "cPickle", "_pickle", "joblib", "cloudpickle", "dill", "shelve", "marshal"}
CALLS = {"read_pickle", "to_pickle", "allow_pickle"}

SERVES = """
import sys
seen = []
sys.addaudithook(lambda event, args: seen.append(str(args)) if event == "pickle.find_class" else None)
import json
from pathlib import Path
from tests.scoring.likelihood.city import frame
from scoring.likelihood.predict import score
from scoring.likelihood.reasons import explain
from scoring.likelihood.registry import load
folder, key, rows = Path(sys.argv[1]), sys.argv[2].encode(), frame(40, seed=3)
before = len(seen)
model = load(folder, key=key)
scored = score(rows, model)
told = explain(rows, model)
print(json.dumps({"seen": seen[before:], "scored": int(scored["probability"].notna().sum()), "told": len(told)}))
"""


def imported(tree: ast.AST) -> set[str]:
    """Top names of all modules that a file imports."""
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level]
    return {name.split(".")[0] for name in names}


def called(tree: ast.AST) -> set[str]:
    """Names of attributes and keyword arguments in a file."""
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return attributes | {node.arg or "" for node in ast.walk(tree) if isinstance(node, ast.keyword)}


class TestOurCode:
    def test_never_imports_what_runs_code_from_files(self) -> None:
        files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
        trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in files}
        assert len(files) > 200
        assert {path: found for path, tree in trees.items() if (found := imported(tree) & RUNS_CODE)} == {}
        assert {path: found for path, tree in trees.items() if (found := called(tree) & CALLS)} == {}


class TestServing:
    def test_looks_up_no_class_for_pickle_while_a_model_is_loaded_scores_and_explains(self, tmp_path: Path) -> None:
        folder = save(trained(), tmp_path, key=KEY)
        done = subprocess.run(
            [sys.executable, "-c", SERVES, str(folder), KEY.decode()],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        assert told["seen"] == []
        assert told["told"] == 40
        assert told["scored"] > 0

    def test_would_be_seen_if_it_did(self) -> None:
        audit = (
            SERVES.split("import json")[0]
            + "import pickle; pickle.loads(pickle.dumps(Exception('x'))); print(len(seen))"
        )
        done = subprocess.run([sys.executable, "-c", audit], capture_output=True, text=True, check=True)
        assert int(done.stdout) == 1
