// Facts about the page that every element may need.

export const words = (name) => document.body.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`] ?? "";

export const isTyping = (target) => target instanceof Element && Boolean(target.closest("input, textarea, select, [contenteditable='true']"));

export function secret() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function emit(name, detail = {}, from = document) {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
}
