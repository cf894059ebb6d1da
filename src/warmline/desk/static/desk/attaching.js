/** Files for a reply or a note: picked, pasted or dropped, sent one after another ([data-picks], [data-removes]). */
import { address, send, tell } from "./send.js";
import { row, upload } from "./uploading.js";

let line = Promise.resolve();

function take(kind, files) {
  for (const file of files) {
    const shown = row(kind, file);
    line = line.then(() => upload(kind, file, shown));
  }
}

const kindNow = () => document.getElementById("composer").dataset.kind;
const hasFiles = (event) => event.dataTransfer?.types.includes("Files");

document.addEventListener("click", async ({ target }) => {
  const picks = target.closest("[data-picks]");
  if (picks) document.getElementById(picks.dataset.picks).click();
  const removes = target.closest("[data-removes]");
  if (!removes) return;
  removes.disabled = true;
  await send(address("removal"), { attachment: removes.dataset.removes, kind: removes.dataset.of });
  document.getElementById(`${removes.dataset.of}-text`).focus();
  tell("conversation");
});
document.addEventListener("change", ({ target }) => {
  if (!target.dataset?.picked) return;
  take(target.dataset.picked, target.files);
  target.value = "";
});
document.addEventListener("paste", (event) => {
  const box = event.target.closest?.("[data-draft]");
  if (!box || !event.clipboardData?.files.length) return;
  event.preventDefault();
  take(box.dataset.draft, event.clipboardData.files);
});
document.addEventListener("dragover", (event) => { if (hasFiles(event)) event.preventDefault(); });
document.addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  take(kindNow(), event.dataTransfer.files);
});
// What was refused has been read by then.
document.addEventListener("sent", ({ target }) => {
  for (const refused of target.form.querySelectorAll("[data-uploads] .attachment-bad")) refused.remove();
});
