// <opora-countdown data-until="2026-05-31T12:00:00Z"><span data-seconds></span>…</opora-countdown>: counts the seconds that are
// left, then has the fragment it stands in fetched again. The server decides what is still possible.

class Countdown extends HTMLElement {
  connectedCallback() {
    // The reader's clock may be wrong: what counts is how long it was when the page was made.
    this.ends = performance.now() + Number(this.dataset.left) * 1000;
    this.place = this.querySelector("[data-seconds]");
    this.tick();
    this.timer = setInterval(() => this.tick(), 250);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  tick() {
    const left = Math.max(0, Math.ceil((this.ends - performance.now()) / 1000));
    if (this.place && this.place.textContent !== String(left)) this.place.textContent = left;
    if (left > 0) return;
    clearInterval(this.timer);
    this.hidden = true;
    const fragment = this.closest("[data-live]");
    if (fragment) setTimeout(() => htmx.trigger(fragment, "opora:changed"), 1200);
  }
}

customElements.define("opora-countdown", Countdown);
