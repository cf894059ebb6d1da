/** One file on its way to the desk: a row with its progress, and why it was not taken ([data-uploads]). */
import { address, tell } from "./send.js";

const token = document.querySelector('meta[name="csrf-token"]').content;
const list = (kind) => document.querySelector(`[data-uploads="${kind}"]`);

function fill(words, name) {
  return words.replace("{name}", name);
}

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-quiet button-icon button-small";
  made.ariaLabel = label;
  made.textContent = "×";
  made.addEventListener("click", act);
  return made;
}

/** A row with its progress; afterwards the page draws the chip. */
export function row(kind, file) {
  const item = document.createElement("li");
  item.className = "attachment is-uploading";
  item.dataset.wl = "upload";
  const name = document.createElement("span");
  name.className = "truncate";
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.ariaLabel = fill(list(kind).dataset.sending, file.name);
  item.append(name, bar);
  list(kind).append(item);
  return { item, bar };
}

function fail({ item, bar }, kind, file, words) {
  item.className = "attachment attachment-bad";
  item.dataset.wl = "upload-refused";
  const why = document.createElement("small");
  why.role = "alert";
  why.textContent = words;
  bar.replaceWith(why);
  item.querySelector("button")?.remove();
  item.append(button(fill(list(kind).dataset.cancel, file.name), () => item.remove()));
}

export function upload(kind, file, shown) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${address("attachments")}?kind=${kind}`);
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.upload.addEventListener("progress", ({ loaded, total }) => { shown.bar.value = loaded / (total || 1); });
    request.addEventListener("load", () => {
      if (request.status === 201) shown.item.remove();
      else fail(shown, kind, file, detailOf(request) || list(kind).dataset.offline);
      tell("conversation");
    });
    request.addEventListener("error", () => fail(shown, kind, file, list(kind).dataset.offline));
    request.addEventListener("abort", () => shown.item.remove());
    request.addEventListener("loadend", resolve);
    shown.item.append(button(fill(list(kind).dataset.cancel, file.name), () => request.abort()));
    request.send(file);
  });
}

function detailOf(request) {
  try {
    return JSON.parse(request.responseText).detail;
  } catch {
    return "";
  }
}
