import { words } from "./page.js";
import { say } from "./toast.js";

// Marks the page as having script, and teaches morphing what belongs to the reader: unfolded folds, and what says data-keep.
document.documentElement.classList.add("scripted");

const callbacks = Idiomorph.defaults.callbacks;
callbacks.beforeNodeMorphed = (old) => !(old instanceof Element && old.hasAttribute("data-keep"));
callbacks.beforeAttributeUpdated = (name, node) => !(name === "open" && node.localName === "details");

document.addEventListener("htmx:responseError", () => say(words("failed"), "late"));
document.addEventListener("htmx:sendError", () => say(words("offline"), "late"));
document.addEventListener("htmx:beforeRequest", () => document.getElementById("progress")?.classList.add("htmx-request"));
document.addEventListener("htmx:afterRequest", () => document.getElementById("progress")?.classList.remove("htmx-request"));
