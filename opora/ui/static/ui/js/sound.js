import { keep, recall } from "./storage.js";

// <opora-sound>: a short two-note sound and a count in the title when new requests come. Silent until switched on
// by the button inside it (aria-pressed); the choice is kept for each person in this browser.

const NOTES = [[660, 0], [880, 0.11]];

export function play() {
  const context = new AudioContext();
  for (const [pitch, start] of NOTES) {
    const tone = new OscillatorNode(context, { frequency: pitch });
    const loudness = new GainNode(context, { gain: 0 });
    const at = context.currentTime + start;
    loudness.gain.linearRampToValueAtTime(0.09, at + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.28);
    tone.connect(loudness).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.3);
  }
  setTimeout(() => context.close(), 900);
}

class Sound extends HTMLElement {
  connectedCallback() {
    this.key = `opora-sound:${this.dataset.person ?? ""}`;
    this.count = 0;
    this.leaving = new AbortController();
    const signal = this.leaving.signal;
    this.addEventListener("click", (event) => event.target.closest("button") && this.toggle(), { signal });
    document.addEventListener("opora:news", (event) => this.announce(event.detail.tickets), { signal });
    document.addEventListener("visibilitychange", () => document.hidden || this.seen(), { signal });
    this.show();
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  get on() {
    return recall(this.key, false);
  }

  toggle() {
    keep(this.key, !this.on);
    if (this.on) play();
    this.show();
  }

  show() {
    for (const button of this.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", this.on);
      const word = button.querySelector("[data-word]");
      if (word) word.textContent = this.on ? button.dataset.on : button.dataset.off;
    }
  }

  announce(tickets) {
    if (this.on) play();
    if (!document.hidden) return;
    this.count += tickets.length;
    document.title = `(${this.count}) ${document.title.replace(/^\(\d+\) /, "")}`;
  }

  seen() {
    this.count = 0;
    document.title = document.title.replace(/^\(\d+\) /, "");
  }
}

customElements.define("opora-sound", Sound);
