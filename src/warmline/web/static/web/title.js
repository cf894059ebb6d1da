/** The number before the page's name in its tab. Several parts count; the largest number is shown, since they overlap. */
const name = document.title;
const counts = new Map();

export function badge(part, count) {
  counts.set(part, count);
  const most = Math.max(...counts.values());
  document.title = most ? `(${most}) ${name}` : name;
}
