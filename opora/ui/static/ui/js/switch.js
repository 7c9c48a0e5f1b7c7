import { keep, recall } from "./storage.js";

// <opora-switch data-key="…">: a button for something this browser remembers; on unless switched off.

class Switch extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.button.addEventListener("click", () => {
      keep(this.dataset.key, !recall(this.dataset.key, true));
      this.show();
    });
    this.show();
  }

  show() {
    const on = recall(this.dataset.key, true);
    this.button.setAttribute("aria-pressed", on);
    this.button.querySelector("[data-word]").textContent = on ? this.button.dataset.on : this.button.dataset.off;
  }
}

customElements.define("opora-switch", Switch);
