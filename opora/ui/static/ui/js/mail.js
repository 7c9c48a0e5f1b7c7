// <opora-mail>: lets the mail's frame grow to the height of what is in it. The frame runs no script; only we measure it.

const MOST = 6000;

class Mail extends HTMLElement {
  connectedCallback() {
    this.frame = this.querySelector("iframe");
    this.frame?.addEventListener("load", () => this.fit());
    if (this.frame?.contentDocument?.readyState === "complete") this.fit();
  }

  fit() {
    const inside = this.frame.contentDocument?.documentElement;
    if (!inside || !inside.ownerDocument.body?.childNodes.length) return;
    this.watcher?.disconnect();
    this.watcher = new ResizeObserver(() => this.measure(inside));
    this.watcher.observe(inside.ownerDocument.body);
    this.measure(inside);
  }

  measure(inside) {
    const height = Math.min(inside.ownerDocument.body.scrollHeight + 2, MOST);
    if (Math.abs(height - this.frame.offsetHeight) > 2) this.frame.style.blockSize = `${height}px`;
  }

  disconnectedCallback() {
    this.watcher?.disconnect();
  }
}

customElements.define("opora-mail", Mail);
