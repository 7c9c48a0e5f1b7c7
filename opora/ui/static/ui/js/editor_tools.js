// <opora-editor-tools for="editor-id">: the few buttons a letter needs; each says whether it is in force where the cursor stands.

const TOGGLES = {
  bold: ["b", "bold", "removeBold"],
  italic: ["i", "italic", "removeItalic"],
  bullets: ["UL", "makeUnorderedList", "removeList"],
  numbers: ["OL", "makeOrderedList", "removeList"],
  quote: ["BLOCKQUOTE", "increaseQuoteLevel", "decreaseQuoteLevel"],
};

class EditorTools extends HTMLElement {
  connectedCallback() {
    this.editor = document.getElementById(this.getAttribute("for"));
    this.addEventListener("mousedown", (event) => event.preventDefault());
    this.addEventListener("click", (event) => this.act(event.target.closest("button")?.dataset.tool));
    this.addEventListener("keydown", (event) => this.walk(event));
    this.buttons.slice(1).forEach((button) => { button.tabIndex = -1; });
    this.editor?.addEventListener("opora:path", () => this.show());
  }

  get buttons() {
    return [...this.querySelectorAll("button")];
  }

  // One stop for Tab; arrows go from button to button, as in every toolbar.
  walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = this.buttons.indexOf(document.activeElement);
    this.buttons[(at + step + this.buttons.length) % this.buttons.length].focus();
  }

  act(tool) {
    const squire = this.editor?.squire;
    if (!squire || !tool) return;
    if (tool === "link") this.link(squire);
    else if (tool === "clear") squire.removeAllFormatting();
    else {
      const [tag, on, off] = TOGGLES[tool];
      squire[squire.hasFormat(tag) ? off : on]();
    }
    this.show();
  }

  link(squire) {
    if (squire.hasFormat("A")) return squire.removeLink();
    const address = prompt(this.dataset.ask ?? "", "https://");
    if (address && /^(https?:|mailto:|tel:)/i.test(address)) squire.makeLink(address);
    return undefined;
  }

  show() {
    for (const button of this.querySelectorAll("button[data-tool]")) {
      const tag = TOGGLES[button.dataset.tool]?.[0] ?? (button.dataset.tool === "link" ? "A" : "");
      if (tag) button.setAttribute("aria-pressed", this.editor.squire.hasFormat(tag));
    }
  }
}

customElements.define("opora-editor-tools", EditorTools);
