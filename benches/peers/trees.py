"""Boosted trees in shap and in ONNX Runtime: `python trees.py INPUTS ANSWERS`; both files are pickles of our own.

ONNX graphs are written here node by node, with thresholds in single and in double precision: skl2onnx 1.20 cannot write
the trees of scikit-learn 1.9 (it hands booleans to a field of integers, which protobuf refuses).
"""

import pickle
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import shap
from onnx import helper, numpy_helper

KINDS = {"single": (np.float32, onnx.TensorProto.FLOAT), "double": (np.float64, onnx.TensorProto.DOUBLE)}


def main(inputs: Path, answers: Path) -> None:
    """Explain `explained` of the rows and decide on all; say the seconds and give the answers."""
    given = pickle.loads(inputs.read_bytes())
    rows, found = given["rows"], {"shap_version": shap.__version__, "onnxruntime_version": onnxruntime.__version__}
    for name, trees in given["trees"].items():
        explainer = shap.TreeExplainer(trees, feature_perturbation="tree_path_dependent")
        found[f"shap_{name}"] = timed(
            partial(explainer.shap_values, check_additivity=False), rows[: given["explained"]]
        )
        found[f"shap_base_{name}"] = float(np.ravel(explainer.expected_value)[0])
        for kind, (number, _) in KINDS.items():
            session = session_of(trees, kind)
            found[f"onnx_{name}_{kind}"] = timed(partial(decided, session), rows.astype(number))
    answers.write_bytes(pickle.dumps(found))


def timed(work: Callable[[Any], Any], rows: Any) -> tuple[float, Any]:
    """Seconds for all rows, after a first call with a few, and what was answered."""
    work(rows[:2])
    start = time.perf_counter()
    answer = work(rows)
    return time.perf_counter() - start, answer


def decided(session: onnxruntime.InferenceSession, rows: Any) -> Any:
    """Log-odds of every row."""
    return session.run(None, {"rows": rows})[0][:, 0]


def session_of(trees: Any, kind: str) -> onnxruntime.InferenceSession:
    """The trees as one TreeEnsembleRegressor that gives the log-odds."""
    number, tensor_type = KINDS[kind]
    nodes = [stage[0].nodes for stage in trees._predictors]
    every = np.concatenate(nodes)
    tree = np.repeat(np.arange(len(nodes)), [len(one) for one in nodes])
    place = np.concatenate([np.arange(len(one)) for one in nodes])
    leaf = every["is_leaf"] == 1
    attributes: dict[str, Any] = {
        "n_targets": 1,
        "nodes_treeids": tree,
        "nodes_nodeids": place,
        "nodes_featureids": every["feature_idx"],
        "nodes_truenodeids": every["left"],
        "nodes_falsenodeids": every["right"],
        "nodes_missing_value_tracks_true": every["missing_go_to_left"],
        "target_treeids": tree[leaf],
        "target_nodeids": place[leaf],
        "target_ids": np.zeros(leaf.sum()),
    }
    lists = {name: np.asarray(values).astype(int).tolist() for name, values in attributes.items()}
    tensors = {
        "nodes_values_as_tensor": np.where(leaf, 0.0, every["num_threshold"]),
        "target_weights_as_tensor": every["value"][leaf],
        "base_values_as_tensor": np.ravel(trees._baseline_prediction)[:1],
    }
    node = helper.make_node(
        "TreeEnsembleRegressor",
        ["rows"],
        ["decision"],
        domain="ai.onnx.ml",
        nodes_modes=["LEAF" if ends else "BRANCH_LEQ" for ends in leaf],
        **lists,
        **{name: numpy_helper.from_array(values.astype(number)) for name, values in tensors.items()},
    )
    graph = helper.make_graph(
        [node],
        "trees",
        [helper.make_tensor_value_info("rows", tensor_type, [None, trees.n_features_in_])],
        [helper.make_tensor_value_info("decision", onnx.TensorProto.FLOAT, [None, 1])],
    )
    opsets = [helper.make_opsetid("ai.onnx.ml", 3), helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    return onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
