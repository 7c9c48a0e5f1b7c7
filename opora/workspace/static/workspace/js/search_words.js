// What the search box does with text. The server counts characters, a browser counts halves of them: places are translated here.

export const MOST_RECENT = 8;

export const placeOf = (text, cursor) => Array.from(text.slice(0, cursor)).length;

// The text with an offer put in, and where the cursor stands then: behind the colon of a key, else behind a space.
export function accepted(text, offer) {
  const characters = Array.from(text);
  const before = characters.slice(0, offer.start).join("") + offer.insert;
  const after = characters.slice(offer.end).join("");
  if (/[:.]$/.test(offer.insert)) return { text: before + after, cursor: before.length };
  const spaced = after.startsWith(" ") ? after : ` ${after}`;
  return { text: before + spaced, cursor: before.length + 1 };
}

export function remembered(recent, query) {
  const asked = query.trim().replace(/\s+/g, " ");
  return asked ? [asked, ...recent.filter((other) => other !== asked)].slice(0, MOST_RECENT) : recent;
}

// The option that comes next; -1 is the text itself, so that one comes back to it from either end.
export const stepped = (at, step, count) => (at + 1 + step + count + 1) % (count + 1) - 1;
