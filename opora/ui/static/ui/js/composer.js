import { forget, keep, recall } from "./storage.js";
import { secret } from "./page.js";
import { Files } from "./files.js";

// <opora-composer data-draft="ticket:4711"> around a <form>: keeps the draft in this browser until it is sent, takes files by
// paste and drag, sends with Ctrl+Enter, never twice.

const PAUSE = 600;

class Composer extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.editor = this.querySelector("opora-editor");
    this.key = `opora-draft:${this.dataset.draft}`;
    this.files = new Files(this);
    this.name();
    this.form.addEventListener("submit", () => this.sending());
    this.form.addEventListener("htmx:afterRequest", (event) => event.detail.elt === this.form && this.sent(event.detail.successful));
    this.addEventListener("keydown", (event) => this.pressed(event));
    for (const change of ["input", "opora:written", "change"]) this.addEventListener(change, () => this.later());
    if (this.editor?.hasAttribute("data-ready")) this.restore();
    else this.addEventListener("opora:ready", () => this.restore(), { once: true });
  }

  disconnectedCallback() {
    if (this.timer) this.save();
  }

  name() {
    const field = this.form.elements.namedItem("idempotency_key");
    if (field && !field.value) field.value = secret();
  }

  pressed(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.form.requestSubmit(this.form.querySelector("[data-look=main], [data-look=note]"));
  }

  later() {
    this.toggleAttribute("data-filled", !this.editor?.blank);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  save() {
    this.timer = clearTimeout(this.timer);
    if (this.gone) return;
    if (!this.editor || this.editor.blank) forget(this.key);
    else keep(this.key, { html: this.editor.html, kind: this.kind?.value });
    this.state(this.editor?.blank ? "" : this.dataset.wordSaved);
  }

  restore() {
    const draft = recall(this.key);
    if (!draft?.html || !this.editor.blank) return;
    this.editor.html = draft.html;
    const kind = this.form.querySelector(`[name=kind][value="${CSS.escape(draft.kind ?? "")}"]`);
    if (kind) kind.checked = true;
    this.state(this.dataset.wordRestored);
  }

  get kind() {
    return this.form.querySelector("[name=kind]:checked");
  }

  choose(kind) {
    const field = this.form.querySelector(`[name=kind][value="${kind}"]`);
    if (field) field.checked = true;
    this.editor?.focus();
  }

  sending() {
    for (const button of this.form.querySelectorAll("button:not([type=button])")) setTimeout(() => { button.disabled = true; });
    if (!this.form.hasAttribute("hx-post")) this.over();
  }

  sent(well) {
    if (well) this.over();
    else for (const button of this.form.querySelectorAll("button")) button.disabled = false;
  }

  over() {
    clearTimeout(this.timer);
    this.timer = null;
    this.gone = true;
    forget(this.key);
  }

  state(words) {
    const place = this.querySelector(".composer-state");
    if (place) place.textContent = words ?? "";
  }
}

customElements.define("opora-composer", Composer);
