import { emit, words } from "./page.js";
import { Gathering, matches } from "./gathering.js";

// <opora-live src="/live">: hears *that* something changed and lets the fragments that declare it (data-live="tickets",
// data-live="ticket:4711") fetch themselves again. One connection per browser: tabs elect one by a lock and tell each other.

const CHANNEL = "opora-live";
const PATIENCE = 20_000;

class Live extends HTMLElement {
  connectedCallback() {
    this.gathering = new Gathering((news) => this.spread(news));
    this.channel = new BroadcastChannel(CHANNEL);
    this.channel.onmessage = (message) => this.hear(message.data);
    this.leaving = new AbortController();
    addEventListener("online", () => this.offline(false), { signal: this.leaving.signal });
    document.addEventListener("opora:done", () => this.own(), { signal: this.leaving.signal });
    addEventListener("offline", () => this.offline(true), { signal: this.leaving.signal });
    if (navigator.locks) this.queue();
    else this.listen();
  }

  disconnectedCallback() {
    this.leaving.abort();
    this.stream?.close();
    clearTimeout(this.again);
    this.release?.();
    this.channel.close();
    this.gathering.stop();
  }

  queue() {
    const wait = () => new Promise((resolve) => { this.release = resolve; this.listen(); });
    navigator.locks.request(CHANNEL, { signal: this.leaving.signal }, wait).catch(() => {});
  }

  listen() {
    this.stream = new EventSource(this.getAttribute("src"));
    this.stream.addEventListener("changed", (event) => this.tell(JSON.parse(event.data)));
    this.stream.addEventListener("reload", () => this.tell({ reload: true }));
    this.stream.onopen = () => this.tell({ online: true });
    this.stream.onerror = () => this.failed();
  }

  // A refused stream (the desk restarts, is full, or the session ended) is closed for good: begin anew, and look again at everything.
  failed() {
    this.tell({ online: false });
    if (this.stream.readyState !== EventSource.CLOSED) return;
    this.again = setTimeout(() => { this.listen(); this.tell({ reload: true }); }, PATIENCE * (0.5 + Math.random()));
  }

  tell(news) {
    this.hear(news);
    this.channel.postMessage(news);
  }

  hear(news) {
    if ("online" in news) this.offline(!news.online && !navigator.onLine);
    else this.gathering.add(news);
  }

  // What one has just done oneself is shown at once; the stream's word of it then falls into the same gathering.
  own() {
    const number = Number(document.getElementById("panes")?.dataset.number);
    if (number) this.gathering.add({ tickets: [number] });
  }

  spread(news) {
    for (const place of document.querySelectorAll("[data-live]")) {
      if (matches(place.dataset.live, news)) htmx.trigger(place, "opora:changed");
    }
    if (news.new.length) emit("opora:news", { tickets: news.new });
  }

  offline(really) {
    const banner = document.getElementById("offline");
    if (!banner) return;
    banner.textContent = really ? words("offline") : "";
    banner.hidden = !really;
  }
}

customElements.define("opora-live", Live);
