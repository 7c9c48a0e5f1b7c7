import { clean, isBlank, tidyPaste, trimmed } from "./clean_html.js";
import { emit } from "./page.js";

// <opora-editor src="…/editor.js"><textarea name="text"></textarea></opora-editor>: a rich text area over a plain one.
// The textarea keeps the words for a page without script; a hidden field "html" carries the formatted text.

class Editor extends HTMLElement {
  connectedCallback() {
    if (this.area) return;
    this.textarea = this.querySelector("textarea");
    if (!this.textarea || !this.getAttribute("src")) return;
    import(this.getAttribute("src")).then((module) => this.isConnected && this.begin(module.default), () => {});
  }

  begin(Squire) {
    this.draw();
    this.squire = new Squire(this.area, { blockTag: "P", sanitizeToDOMFragment: clean, addLinks: true });
    this.squire.setKeyHandler("Tab", null).setKeyHandler("Shift-Tab", null);
    this.squire.addEventListener("willPaste", (event) => tidyPaste(event.detail.fragment));
    this.squire.addEventListener("input", () => this.changed());
    this.squire.addEventListener("pathChange", () => emit("opora:path", {}, this));
    if (this.textarea.dataset.html) this.html = this.textarea.dataset.html;
    else if (this.textarea.value) this.text = this.textarea.value;
    const hadFocus = document.activeElement === this.textarea;
    this.toggleAttribute("data-ready", true);
    this.toggleEmpty();
    if (hadFocus) this.focus();
    emit("opora:ready", {}, this);
  }

  draw() {
    this.area = Object.assign(document.createElement("div"), { className: "editor-area" });
    this.area.dataset.placeholder = this.textarea.placeholder;
    this.area.setAttribute("role", "textbox");
    this.area.setAttribute("aria-multiline", "true");
    this.area.setAttribute("aria-label", this.textarea.getAttribute("aria-label") ?? this.textarea.labels?.[0]?.textContent ?? "");
    this.hidden_html = Object.assign(document.createElement("input"), { type: "hidden", name: this.getAttribute("name") ?? "html" });
    this.textarea.required = false;
    this.append(this.area, this.hidden_html);
  }

  changed() {
    this.hidden_html.value = this.html;
    this.textarea.value = this.area.innerText.trim();
    this.toggleEmpty();
    emit("opora:written", {}, this);
  }

  toggleEmpty() {
    this.area.toggleAttribute("data-empty", this.blank);
  }

  get blank() {
    return this.area ? isBlank(this.area) : !this.textarea.value.trim();
  }

  get html() {
    return this.blank ? "" : trimmed(this.squire.getHTML());
  }

  set html(value) {
    this.squire.setHTML(value);
    this.changed();
  }

  set text(value) {
    const escaped = value.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
    this.html = escaped.split("\n").map((line) => `<p>${line || "<br>"}</p>`).join("");
  }

  focus() {
    if (this.squire) this.squire.focus();
    else this.textarea?.focus();
  }

  disconnectedCallback() {
    this.squire?.destroy();
  }
}

customElements.define("opora-editor", Editor);
