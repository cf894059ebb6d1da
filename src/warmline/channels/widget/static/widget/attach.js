// Files that were picked, pasted or dropped: each sent at once, shown until the message takes it along.
import { action, icon, make } from "./dom.js";
import { dress } from "./files.js";
import { t } from "./texts.js";

const MEGABYTE = 1e6;

export class Tray {
  items = []; // {id, name}, or {name, request} on its way, or {name, trouble}

  constructor(composer, { transport, store, conversation }) {
    Object.assign(this, { composer, transport, store, conversation });
    this.list = make("ul.tray", { "aria-label": t("files"), wl: "tray" });
    composer.element.prepend(this.list);
    this.items = store.read().files || [];
    dress(composer.element);
    this.show();
  }

  get count() {
    return this.items.filter(({ id }) => id).length;
  }

  get isBusy() {
    return this.items.some(({ request }) => request);
  }

  async add(files) {
    const { largest, most } = this.composer.files || {};
    for (const file of files) {
      const item = { name: file.name };
      const left = this.items.filter(({ trouble }) => !trouble).length;
      if (left >= most) item.trouble = t("filesMost", { count: most });
      else if (file.size > largest) item.trouble = t("fileLarge", { count: Math.round(largest / MEGABYTE) });
      this.items.push(item);
      if (!item.trouble) await this.send1(item, file);
      this.show();
    }
    this.composer.input.focus();
  }

  async send1(item, file) {
    try {
      item.request = new XMLHttpRequest();
      this.show();
      await this.conversation.begin();
      Object.assign(item, await this.upload(item, file));
    } catch (problem) {
      item.trouble = problem.message || t("failed");
    }
    item.request = null;
  }

  // fetch cannot tell how far it is.
  upload(item, file) {
    const { request } = item;
    return new Promise((resolve, reject) => {
      request.open("POST", new URL(`chat/${this.conversation.path("attachments")}`, this.transport.base));
      request.setRequestHeader("Authorization", `Bearer ${this.store.read().token}`);
      request.setRequestHeader("Accept-Language", this.transport.language);
      request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
      request.upload.onprogress = ({ loaded, total }) => (item.bar.value = loaded / (total || 1));
      request.onload = () => {
        const answer = parsed(request.responseText);
        if (request.status === 201) resolve({ id: answer.id, name: answer.name });
        else reject(new Error(answer.detail));
      };
      request.onerror = () => reject(new Error(t("unreachable")));
      request.onabort = () => reject(new Error("-"));
      request.send(file);
    });
  }

  remove(item) {
    item.request?.abort();
    this.items = this.items.filter((other) => other !== item);
    if (item.id) this.transport.open(this.conversation.path(`attachments/${item.id}`), null, undefined, {}, "DELETE").catch(() => {});
    this.show();
    this.composer.input.focus();
  }

  /** What goes along with the message now. */
  send() {
    const ready = this.items.filter(({ id }) => id);
    this.items = [];
    this.show();
    return ready.length ? ready : undefined;
  }

  show() {
    this.items = this.items.filter(({ trouble }) => trouble !== "-");
    this.store.write({ files: this.items.filter(({ id }) => id).map(({ id, name }) => ({ id, name })) });
    this.list.replaceChildren(...this.items.map((item) => this.chip(item)));
    this.composer.fit();
  }

  chip(item) {
    const { name, request, trouble } = item;
    if (request) item.bar = make("progress", { max: 1, value: 0, "aria-label": t("fileSending", { name }) });
    const drop = action("drop", "file-remove", icon("close"), () => this.remove(item));
    drop.setAttribute("aria-label", t("fileRemove", { name }));
    return make("li", { wl: trouble ? "file-refused" : request ? "file-sending" : "file-ready" },
      make("span", { dir: "auto" }, name), request && item.bar, trouble && make("small", { role: "alert" }, trouble), drop);
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
