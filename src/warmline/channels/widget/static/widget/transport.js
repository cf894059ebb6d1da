// Asks the server, with the token and a time limit; errors come in words.
import { t } from "./texts.js";

const LIMIT_MS = 15_000;

/** What went wrong. `status` is 0 when no answer came. */
export class Problem extends Error {
  constructor(status, detail, retrySeconds) {
    super(detail);
    this.status = status;
    this.retrySeconds = retrySeconds;
  }

  get isGone() {
    return this.status === 401 || this.status === 404;
  }

  get isFinal() {
    return this.status >= 400 && this.status < 500 && ![408, 425, 429].includes(this.status);
  }
}

export class Transport {
  constructor(base, store, language) {
    Object.assign(this, { base, store, language });
  }

  async ask(path, body) {
    const response = await this.open(path, body, AbortSignal.timeout(LIMIT_MS));
    return response.json().catch(() => {
      throw new Problem(0, t("unreachable"));
    });
  }

  /** The raw response; throws a Problem unless it is a good one. */
  async open(path, body, signal, headers = {}, method = body ? "POST" : "GET") {
    const { token } = this.store.read();
    headers["Accept-Language"] = this.language;
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body) headers["Content-Type"] = "application/json";
    const request = { method, body: body && JSON.stringify(body), headers, signal, credentials: "omit", cache: "no-store" };
    const response = await fetch(new URL(`chat/${path}`, this.base), request).catch(() => {
      throw new Problem(0, t("unreachable"));
    });
    if (!response.ok) throw await problemIn(response);
    return response;
  }
}

async function problemIn(response) {
  const { detail, title } = await response.json().catch(() => ({}));
  const seconds = Number(response.headers.get("Retry-After")) || undefined;
  return new Problem(response.status, detail || title || t("failed"), seconds);
}
