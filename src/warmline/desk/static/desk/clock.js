/** Keeps "waits 4 min" true: time[data-since] is written anew, as desk/moments.py writes it. */
const EVERY_MS = 10_000;

function span(since) {
  const minutes = Math.max(Math.floor((Date.now() - since) / 60_000), 0);
  if (minutes < 1) return "now";
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return `${Math.floor(hours / 24)} d`;
  return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
}

setInterval(() => {
  for (const time of document.querySelectorAll("time[data-since]")) {
    const text = span(Date.parse(time.dateTime));
    if (time.textContent !== text) time.textContent = text;
  }
}, EVERY_MS);
