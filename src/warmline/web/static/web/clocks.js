/** Keeps "in 12 min" true, in words and colour, as lib/moments.py and web/preparing.py write it; data-due holds the minutes that call for attention. */
import { say } from "./words.js";
const EVERY_MS = 10_000;

/** Whole minutes in words: "<1 min", "4 min", "2 h 5 min", "3 d". */
export function span(minutes) {
  if (minutes < 1) return "<1 min";
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return `${Math.floor(hours / 24)} d`;
  return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
}

function tick(time) {
  const left = Date.parse(time.dateTime) - Date.now();
  const minutes = Math.floor(Math.abs(left) / 60_000);
  const words = left < 0 ? say("{span} late", { span: span(minutes) }) : say("in {span}", { span: span(minutes) });
  if (time.textContent !== words) time.textContent = words;
  const clock = time.closest(".clock");
  clock?.classList.toggle("clock-bad", left < 0);
  clock?.classList.toggle("clock-warn", left >= 0 && minutes < Number(time.dataset.due));
}

setInterval(() => document.querySelectorAll("time[data-due]").forEach(tick), EVERY_MS);
