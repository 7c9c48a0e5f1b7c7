import { keep, recall } from "../../ui/js/storage.js";
import { accepted, placeOf, remembered, stepped } from "./search_words.js";

// <opora-search>: the search box as a combobox. Offers keys and values while one types; saved and recent searches where nothing
// is typed. Arrows choose, Enter and Tab accept, Escape closes. Recent searches stay in this browser, for each person by themselves.

const PATIENCE = 90;

class Search extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[name=q]");
    this.panel = this.querySelector(".search-panel");
    this.form = this.querySelector("form");
    this.at = -1;
    const facts = { role: "combobox", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-controls": this.panel.id };
    for (const [name, value] of Object.entries(facts)) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("focus", () => this.later());
    this.input.addEventListener("click", () => this.panel.hidden && this.later());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.addEventListener("focusout", (event) => this.contains(event.relatedTarget) || this.close());
    this.form.addEventListener("submit", () => this.remember(this.input.value));
    this.panel.addEventListener("pointerdown", (event) => event.preventDefault());
    this.panel.addEventListener("click", (event) => this.clicked(event));
    if (this.form.action === location.origin + location.pathname) this.arrive();
  }

  // The page of search: what it was asked is remembered; with nothing asked one begins to type.
  arrive() {
    this.remember(this.input.value);
    if (!this.input.value && this.input.checkVisibility() && !location.hash) this.input.focus();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  get options() {
    return [...this.panel.querySelectorAll("[role=option]")];
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.offer(), PATIENCE);
  }

  // Answers may come in another order than they were asked for: only the newest counts.
  async offer() {
    const text = this.input.value, asking = this.asking = {};
    const asked = new URLSearchParams({ q: text, at: placeOf(text, this.input.selectionStart ?? text.length) });
    const answer = await fetch(`${this.dataset.completion}?${asked}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (asking !== this.asking || !this.contains(document.activeElement)) return;
    this.panel.innerHTML = answer?.status === 200 ? await answer.text() : "";
    if (!text.trim()) this.panel.prepend(...this.recent());
    this.open();
  }

  open() {
    const { options } = this;
    options.forEach((option, place) => { option.id = `${this.panel.id}-${place}`; });
    this.panel.hidden = !options.length;
    this.input.setAttribute("aria-expanded", String(!this.panel.hidden));
    this.querySelector("[data-said]").textContent = options.length ? `${this.dataset.wordCount} ${options.length}` : "";
    this.choose(-1);
  }

  close() {
    clearTimeout(this.timer);
    this.asking = null;
    this.panel.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }

  choose(at) {
    this.at = at;
    const { options } = this;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    if (at < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", options[at].id);
    options[at]?.scrollIntoView({ block: "nearest" });
  }

  pressed(event) {
    if (event.isComposing) return;
    const isOpen = !this.panel.hidden, chosen = this.options[this.at];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) isOpen ? this.choose(stepped(this.at, step, this.options.length)) : this.later();
    else if (event.key === "Escape") isOpen ? this.close() : this.input.blur();
    else if (event.key === "Enter" && isOpen && chosen) this.accept(chosen);
    else if (event.key === "Tab" && isOpen && !event.shiftKey && this.input.value.trim()) this.accept(chosen ?? this.options[0]);
    else if (event.key === "Delete" && isOpen && chosen?.dataset.recent) this.forget(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  clicked(event) {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    if (event.target.closest("[data-forget]")) this.forget(option);
    else this.accept(option);
  }

  accept(option) {
    if (option.dataset.url) { location.assign(option.dataset.url); return; }
    if (option.dataset.recent) { this.input.value = option.dataset.recent; this.form.requestSubmit(); return; }
    const { insert, start, end } = option.dataset;
    const made = accepted(this.input.value, { insert, start: Number(start), end: Number(end) });
    this.input.value = made.text;
    this.input.setSelectionRange(made.cursor, made.cursor);
    this.close(); // until new offers come nothing is chosen: a quick second Enter searches
    this.offer();
  }

  get key() {
    return `opora-searches-${this.dataset.person}`;
  }

  remember(query) {
    if (query.trim()) keep(this.key, remembered(recall(this.key, []), query));
  }

  forget(option) {
    keep(this.key, recall(this.key, []).filter((query) => query !== option.dataset.recent));
    option.remove();
    if (!this.panel.querySelector("[data-recent]")) this.panel.querySelector("[data-recents]")?.remove();
    this.open();
  }

  recent() {
    const queries = recall(this.key, []);
    if (!queries.length) return [];
    const group = make("div", "search-group", "");
    group.dataset.recents = "";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", this.dataset.wordRecent);
    const title = make("p", "search-title", this.dataset.wordRecent);
    title.setAttribute("aria-hidden", "true");
    group.append(title, ...queries.map((query) => this.recentOption(query)));
    return [group];
  }

  recentOption(query) {
    const option = make("div", "search-option", "");
    option.setAttribute("role", "option");
    option.dataset.recent = query;
    const away = make("span", "search-forget", "×");
    Object.assign(away, { title: this.dataset.wordForget });
    away.dataset.forget = "";
    away.setAttribute("aria-hidden", "true");
    option.append(make("span", "clip", query), away);
    return option;
  }
}

function make(name, className, textContent) {
  return Object.assign(document.createElement(name), { className, textContent });
}

customElements.define("opora-search", Search);

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.code !== "KeyK") return;
  if (document.querySelector("dialog[open]") || event.target.closest?.("opora-editor, opora-composer")) return;
  const box = [...document.querySelectorAll("opora-search input[name=q]")].find((input) => input.checkVisibility());
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
