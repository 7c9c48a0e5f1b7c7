// J and K go through the rows of the list, X-arrow keys do the same while a row has the focus; the open row is aria-current.

export function neighbour(rows, current, step) {
  const at = rows.indexOf(current);
  return rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))];
}

const STEPS = { next: 1, previous: -1 };

document.addEventListener("click", (event) => {
  const step = STEPS[event.target.closest?.("[data-step]")?.dataset.step];
  if (!step) return;
  const rows = [...document.querySelectorAll(".listing .row")];
  const focused = document.activeElement?.closest?.(".row");
  neighbour(rows, focused ?? rows.find((row) => row.hasAttribute("aria-current")), step)?.click();
});

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.(".listing .row");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!row || !step) return;
  event.preventDefault();
  neighbour([...document.querySelectorAll(".listing .row")], row, step)?.focus();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "panes") return;
  const number = document.getElementById("panes")?.dataset.number ?? "";
  for (const row of document.querySelectorAll(".listing .row")) {
    if (row.dataset.number === number) row.setAttribute("aria-current", "page");
    else row.removeAttribute("aria-current");
  }
});
