/** Two soft notes, once for all tabs of this browser, and never while somebody types. */
const TYPING_MS = 4_000;
const NOTES = [[587, 0], [784, 0.14]]; // D5 and G5, in hertz and seconds
const KEY = "notice-sounded";
let typedAt = 0;
let context = null;

document.addEventListener("keydown", (event) => {
  if (event.target.matches?.("input, textarea, [contenteditable]")) typedAt = Date.now();
}, true);

/** latest: the number of what is told; a tab that comes later with the same stays silent. */
export function sound(latest) {
  if (Date.now() - typedAt < TYPING_MS || isTold(latest)) return;
  play();
}

function isTold(latest) {
  try {
    if (Number(localStorage.getItem(KEY) ?? 0) >= latest) return true;
    localStorage.setItem(KEY, latest);
  } catch {
    // Without storage each tab sounds.
  }
  return false;
}

export function play() {
  context ??= new AudioContext();
  if (context.state === "suspended") context.resume(); // waits for the first click on the page
  for (const [hertz, after] of NOTES) {
    const at = context.currentTime + after;
    const tone = new OscillatorNode(context, { type: "sine", frequency: hertz });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.12, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.5);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.55);
  }
}
