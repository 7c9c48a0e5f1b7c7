import { isTyping } from "./page.js";
import { recall } from "./storage.js";

// <opora-shortcuts>: single keys bound by their place on the keyboard (event.code), so they work on a Cyrillic layout.
// Anything with data-key="KeyR" (or "KeyG KeyI" for two in a row) is clicked or focused. Off when localStorage says so (WCAG 2.1.4).

export const SWITCH = "opora-shortcuts";
const PATIENCE = 900;

class Shortcuts extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    document.addEventListener("keydown", (event) => this.pressed(event), { signal: this.leaving.signal });
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]") || !recall(SWITCH, true)) return;
    const key = (event.shiftKey ? "Shift+" : "") + event.code;
    const pair = Date.now() - (this.last?.at ?? 0) < PATIENCE ? `${this.last.key} ${key}` : "";
    this.last = { key, at: Date.now() };
    const found = (pair && find(pair)) || find(key);
    if (!found) return;
    event.preventDefault();
    act(found);
  }
}

// Of several data-newest the last one counts: what was done last is taken back first. What is seen comes first; what a narrow screen or a closed menu hides can still be done by its key.
function find(key) {
  const places = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];
  const seen = places.filter((place) => place.checkVisibility());
  return (seen[0]?.hasAttribute("data-newest") ? seen.at(-1) : seen[0]) ?? places[0];
}

function act(place) {
  if (place.matches("input[type=radio]")) place.closest("opora-composer")?.choose(place.value);
  else if (place.matches("input, textarea, select")) place.focus();
  else if (place.matches("details")) place.open = true;
  else place.click();
}

customElements.define("opora-shortcuts", Shortcuts);
