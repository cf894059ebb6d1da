// Which shades of the brand's colour can be read? https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio

const USUAL = "#a8452a";
const WHITE = "#ffffff";
const PAPER = "#f5eee6"; // --soft in styles.js
const NIGHT = "#322b27";
const READABLE = 4.6; // AA asks for 4.5

/** CSS properties: the colour, text upon it, and itself as text by day and by night. */
export function themeFor(brand) {
  const accent = isHex(brand) ? full(brand) : USUAL;
  const ink = contrast(accent, WHITE) >= READABLE ? WHITE : "#1a1512";
  return {
    "--accent": shade(accent, ink),
    "--ink": ink,
    "--on-paper": shade(accent, PAPER),
    "--on-night": shade(accent, NIGHT),
  };
}

export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

// Moved away from its ground just until it can be read there.
function shade(color, ground) {
  const target = luminance(ground) > 0.2 ? [0, 0, 0] : [255, 255, 255];
  for (let share = 0; share <= 1; share += 0.05) {
    const mixed = hex(channels(color).map((value, at) => value + (target[at] - value) * share));
    if (contrast(mixed, ground) >= READABLE) return mixed;
  }
  return hex(target);
}

function luminance(color) {
  const [red, green, blue] = channels(color).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const isHex = (color) => /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(color || "");
const full = (color) => (color.length === 4 ? color.replace(/[0-9a-f]/gi, "$&$&") : color);
const channels = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
const hex = (values) => `#${values.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
