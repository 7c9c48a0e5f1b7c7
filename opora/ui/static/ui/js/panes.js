// A conversation opens at its newest message, or at the one the address names.

function toNewest() {
  const scroll = document.querySelector("#panes .thread-scroll");
  const named = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (named) named.scrollIntoView({ block: "start" });
  else if (scroll && scroll.scrollHeight > scroll.clientHeight + 1) scroll.scrollTop = scroll.scrollHeight;
  else [...document.querySelectorAll("#panes .message")].at(-1)?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:afterSettle", (event) => event.target.id === "panes" && toNewest());
addEventListener("load", toNewest);
