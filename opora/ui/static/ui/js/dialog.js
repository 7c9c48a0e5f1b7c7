// A link with data-dialog opens its page's form in the one <dialog>; without script it is an ordinary link.

const dialog = () => document.getElementById("dialog");

export async function openDialog(address) {
  await htmx.ajax("GET", address, { target: "#dialog-body", swap: "innerHTML" });
  if (!dialog().open) dialog().showModal();
  dialog().querySelector("[autofocus], input:not([type=hidden]), select, textarea")?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !dialog()) return;
  event.preventDefault();
  for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  openDialog(link.href);
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("#dialog [data-close]") || event.target === dialog()) {
    event.preventDefault();
    dialog().close();
  }
});

document.addEventListener("click", (event) => {
  const shown = event.target.closest?.("[data-show]")?.dataset.show;
  if (shown) document.getElementById(shown)?.showModal();
});

document.addEventListener("opora:done", () => {
  if (dialog()?.open) dialog().close();
});
