import { say } from "../../ui/js/toast.js";

// <opora-copy>: its button puts the words beside it on the clipboard. Without script a click selects them all.

class Copy extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(this.querySelector("code").textContent);
      say(button.dataset.done);
    });
  }
}

if (navigator.clipboard) customElements.define("opora-copy", Copy);
