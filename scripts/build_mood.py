"""How does the trained mood branch become part of the encoder's graph? Writes lib/models/minilm/mood.onnx-part.

    /tmp/mood/bin/pip install onnx==1.23.2 onnxruntime==1.31.1     (environment: see train_mood.py)
    /tmp/mood/bin/python scripts/build_mood.py OUT/branch.safetensors

The part holds the nodes and int8 weights of the branch. It begins where a layer of `model.onnx` ends. Serialised
protocol buffers are merged by writing them one after the other, so `lib/encoder.py` loads both files as one graph, and
`model.onnx` with its vectors stays as it is.
"""

import hashlib
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
from build_encoder import LAYERS, TARGET, WIDTH, Graph, add_layer, quantise
from onnx import TensorProto, helper
from safetensors.numpy import load_file

TRUNK = 3
HIDDEN, MASK = f"layer{TRUNK - 1}.norm2", "mask.bias"
PREFIX = "mood."
PART = TARGET / "mood.onnx-part"
PUBLISHED = {
    "out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}


def published_names(trained: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The trained weights under the names that `add_layer` knows."""
    found = {}
    for name, value in trained.items():
        if name.startswith("head"):
            found[name] = value
            continue
        _, number, part, kind = name.split(".")
        prefix = f"encoder.layer.{int(number) + TRUNK}"
        if part != "qkv":
            found[f"{prefix}.{PUBLISHED[part]}.{kind}"] = value
            continue
        for own, third in zip(("query", "key", "value"), np.split(value, 3), strict=True):
            found[f"{prefix}.attention.self.{own}.{kind}"] = third
    return found


def build_branch(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    """Hidden states and mask in, 31 logits out; rows run alone, so that no padding enters the maximum."""
    graph = Graph(weights)
    hidden = HIDDEN
    for number in range(TRUNK, LAYERS):
        hidden = add_layer(graph, number, hidden, MASK)
    axis = graph.constant("axis1", np.array([1]))
    mean = graph.add("ReduceMean", [hidden, axis], "mean", keepdims=0)
    largest = graph.add("ReduceMax", [hidden, axis], "largest", keepdims=0)
    both = graph.add("Concat", [mean, largest], "both", axis=1)
    graph.linear("logits", ["head"], both)
    inputs = [
        helper.make_tensor_value_info(HIDDEN, TensorProto.FLOAT, ["batch", "tokens", WIDTH]),
        helper.make_tensor_value_info(MASK, TensorProto.FLOAT, ["batch", 1, 1, "tokens"]),
    ]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 31])]
    proto = helper.make_graph(graph.nodes, "mood", inputs, outputs, graph.constants)
    model = helper.make_model(proto, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    onnx.checker.check_model(model, full_check=True)
    return model


def as_part(branch: onnx.ModelProto) -> onnx.ModelProto:
    """Only what is to be added to the graph of the encoder, under names of its own."""
    shared = {HIDDEN, MASK, ""}
    part = onnx.ModelProto()
    for tensor in branch.graph.initializer:
        tensor.name = PREFIX + tensor.name
        part.graph.initializer.append(tensor)
    for node in branch.graph.node:
        node.name = PREFIX + node.name
        for names in (node.input, node.output):
            names[:] = [name if name in shared else PREFIX + name for name in names]
        part.graph.node.append(node)
    for output in branch.graph.output:
        output.name = PREFIX + output.name
        part.graph.output.append(output)
    # The states of every token after the layers that are shared and after each one behind, and the branch's last:
    # understanding/needs pools them by clause.
    states = [f"layer{number}.norm2" for number in range(TRUNK - 1, LAYERS)]
    for name in (*states, f"{PREFIX}layer{LAYERS - 1}.norm2"):
        shape = ["batch", "tokens", WIDTH]
        part.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
    return part


def main() -> None:
    model = build_branch(published_names(load_file(sys.argv[1])))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "branch.onnx"
        quantise(model, target)
        PART.write_bytes(as_part(onnx.load(target)).SerializeToString(deterministic=True))
    print(hashlib.sha256(PART.read_bytes()).hexdigest(), PART.name, PART.stat().st_size)


if __name__ == "__main__":
    main()
