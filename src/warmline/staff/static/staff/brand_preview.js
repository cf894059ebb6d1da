/** Shows the chosen colour and tone on the page before they are saved; the server keeps the colour readable then. */
const input = document.querySelector("[data-brand]");
const preview = document.querySelector(".brand-preview");

function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

input?.addEventListener("input", () => {
  // 0.19: where white and the dark ink contrast alike with the colour.
  const text = luminance(input.value) < 0.19 ? "#ffffff" : "#241a14";
  preview.style.setProperty("--brand", input.value);
  preview.style.setProperty("--on-brand", text);
});

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-tone-choice]")) return;
  for (const sample of preview.querySelectorAll("[data-tone]")) sample.hidden = sample.dataset.tone !== target.value;
});
