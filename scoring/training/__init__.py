"""From the facts of past years to a trained model: snapshots, what came after them, who may be visited, versions."""
