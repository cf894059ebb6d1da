// What a browser remembers of its conversation: one record per server, shared by all tabs of the site.
// {id, token, outbox, draft, seen, unread, answered, theme}

export class Store extends EventTarget {
  constructor(key) {
    super();
    this.key = key;
    this.spare = {}; // for browsers that refuse storage
    addEventListener("storage", (event) => {
      if (event.key !== key) return;
      this.dispatchEvent(new CustomEvent("elsewhere", { detail: parsed(event.oldValue) }));
    });
  }

  read() {
    try {
      return parsed(localStorage.getItem(this.key));
    } catch {
      return this.spare;
    }
  }

  /** Always starts from what is stored now: another tab may have written since. */
  write(changes) {
    this.spare = { ...this.read(), ...changes };
    try {
      localStorage.setItem(this.key, JSON.stringify(this.spare));
    } catch {
      // Full or refused: this tab goes on with what it holds in memory.
    }
  }

  keepOpen(open) {
    try {
      sessionStorage.setItem(this.key, open ? "open" : "closed");
    } catch {
      // Refused: the panel starts closed on the next page.
    }
  }
}

function parsed(value) {
  try {
    return JSON.parse(value) || {};
  } catch {
    return {};
  }
}
