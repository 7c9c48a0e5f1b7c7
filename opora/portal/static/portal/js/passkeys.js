// allauth's passkey script only tells the console when a key did not answer; people are told here.

document.addEventListener("allauth.error", (event) => {
  const place = document.getElementById("passkey-problem");
  if (!place) return;
  event.preventDefault();
  place.hidden = false;
});
