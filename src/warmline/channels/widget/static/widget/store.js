// What a browser remembers, shared by all tabs of the site:
// {id, token, outbox, draft, seen, unread, answered, theme}

export class Announcer extends EventTarget {
  announce(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

export class Store extends Announcer {
  constructor(key) {
    super();
    this.key = key;
    this.spare = {}; // for browsers that refuse storage
    addEventListener("storage", (event) => {
      if (event.key !== key) return;
      this.announce("elsewhere", parsed(event.oldValue));
    });
  }

  read() {
    try {
      return parsed(localStorage.getItem(this.key));
    } catch {
      return this.spare;
    }
  }

  // From what is stored now: another tab may have written since.
  write(changes) {
    this.spare = { ...this.read(), ...changes };
    try {
      localStorage.setItem(this.key, JSON.stringify(this.spare));
    } catch {
      // Full or refused: memory has to do.
    }
  }

  keepOpen(open) {
    try {
      sessionStorage.setItem(this.key, open ? "open" : "closed");
    } catch {
      // Refused: closed on the next page.
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
