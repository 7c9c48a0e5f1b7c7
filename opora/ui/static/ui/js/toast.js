// <opora-toast>: goes by itself after a while, never while one points at it or has the focus in it (WCAG 2.2.1).

const SECONDS = 10;

export function say(text, tone = "") {
  const toast = Object.assign(document.createElement("opora-toast"), { className: "toast", textContent: text });
  if (tone) toast.dataset.tone = tone;
  document.getElementById("toasts")?.append(toast);
}

class Toast extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => event.target.closest("[data-close]") && this.remove());
    for (const stop of ["pointerenter", "focusin"]) this.addEventListener(stop, () => clearTimeout(this.timer));
    for (const go of ["pointerleave", "focusout"]) this.addEventListener(go, () => this.wait());
    this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.remove(), SECONDS * 1000);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }
}

customElements.define("opora-toast", Toast);
