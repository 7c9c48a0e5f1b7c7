// Unfolds what the address of the page names (#open_ticket): a link to a fold would otherwise lead to its title only.
function unfold() {
  const fold = document.getElementById(location.hash.slice(1));
  if (fold?.matches(".reference-address")) fold.open = true;
}

addEventListener("hashchange", unfold);
unfold();
