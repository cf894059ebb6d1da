/** @ in a note finds a colleague; elsewhere a toast tells whoever was called that they were. */
import { toast } from "../web/toasts.js";
import { complete, write } from "./completing.js";
import { say } from "../web/words.js";

const box = document.getElementById("note-text");
const count = () => Number.parseInt(document.getElementById("count-mentions")?.textContent ?? "0", 10) || 0;
let known = count();

function look() {
  const now = count();
  if (now > known) toast(say("A colleague called you in a note. It is under Mentions."));
  known = now;
}

if (box) {
  box.dataset.picks = "call-list";
  complete(box, {
    pattern: /(?:^|[\s(])@([\p{L}\p{M}][\p{L}\p{M}'’. -]{0,40}|)$/u,
    address: "/desk/colleagues",
    pick: (choice) => write(box, `@${choice.dataset.name} `),
    say: (found) => {
      if (found) document.getElementById("announcer").textContent = say("{count} colleagues. Arrow keys choose, Enter takes one.", { count: found });
    },
  });
}
new MutationObserver(look).observe(document.getElementById("main") ?? document.body, { childList: true, characterData: true, subtree: true });
