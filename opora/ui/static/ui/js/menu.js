// Menus are <details class="menu">; here they learn to close: outside click, Escape, another menu, a chosen link.

const open = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
    event.stopPropagation();
  }
}, true);

document.addEventListener("htmx:afterRequest", (event) => {
  const menu = event.target instanceof Element && event.target.closest("details.menu");
  if (menu && event.detail.successful) menu.open = false;
});
