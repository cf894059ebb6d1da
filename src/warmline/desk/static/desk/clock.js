/** Keeps "waits 4 min" true, in words and colour, as lib/moments.py and desk/inbox.py write it.
 *  time[data-since] holds the minutes after which it is too long; half of them call for attention.
 */
import { span } from "../web/clocks.js";

const EVERY_MS = 10_000;

function tick(time) {
  const minutes = Math.max(Math.floor((Date.now() - Date.parse(time.dateTime)) / 60_000), 0);
  const limit = Number(time.dataset.since);
  if (time.textContent !== span(minutes)) time.textContent = span(minutes);
  const waiting = time.closest(".waiting");
  waiting?.classList.toggle("waiting-warn", minutes >= limit / 2 && minutes < limit);
  waiting?.classList.toggle("waiting-bad", minutes >= limit);
}

setInterval(() => document.querySelectorAll("time[data-since]").forEach(tick), EVERY_MS);
