// <opora-preview>: shows what stands in a form again, a moment after somebody stopped typing. Its button does it without script.

const PAUSE = 600;

class Preview extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("[data-preview]");
    this.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.button.form.requestSubmit(this.button), PAUSE);
    });
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }
}

customElements.define("opora-preview", Preview);
