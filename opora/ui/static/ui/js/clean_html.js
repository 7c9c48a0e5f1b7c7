// What may stay of pasted or restored HTML: the structure of a letter, no foreign looks. Word, Outlook and Gmail bring
// their own styles, classes, conditional comments and empty paragraphs; all that goes, lists and links stay.

const ALLOWED = {
  ALLOWED_TAGS: ["p", "br", "div", "b", "strong", "i", "em", "u", "s", "strike", "del", "a", "ul", "ol", "li", "blockquote", "pre", "code",
    "h1", "h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "img", "hr", "sub", "sup", "span"],
  ALLOWED_ATTR: ["href", "src", "alt", "width", "height", "colspan", "rowspan", "start", "title"],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|cid:|data:image\/(?:png|jpeg|gif|webp);|\/desk\/)/i,
  ALLOW_DATA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};
// Stand where Word drew the bullet or the number of a list item.
const BULLET = "\u0001";
const NUMBER = "\u0002";
const MARKER = /<!(?:--)?\[if !supportLists\](?:--)?>([\s\S]*?)<!(?:--)?\[endif\](?:--)?>/g;

export function clean(html) {
  return document.importNode(window.DOMPurify.sanitize(lists(quiet(html)), ALLOWED), true);
}

// Our policy forbids inline styles and handlers even in a page that is only parsed; left out or renamed, they raise no
// alarm. Pictures that lie elsewhere could not be shown, and asking for them would tell their owner who reads.
const STYLES = /<style\b[\s\S]*?(?:<\/style\s*>|$)/gi;

export function quiet(html) {
  return html.replace(STYLES, "").replace(/<[a-z][^>]*>/gi, (tag) => {
    if (/^<img\b/i.test(tag) && /\ssrc\s*=\s*["']?(?:https?|file):/i.test(tag)) return "";
    return tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1=");
  });
}

// Word writes list items as paragraphs: <p class=MsoListParagraph><![if !supportLists]>·<![endif]>text</p>
export function lists(html) {
  if (!/mso-list|MsoListParagraph/.test(html)) return html;
  const marked = html.replace(MARKER, (_all, mark) => (/[\dа-яa-z]{1,3}[.)]/i.test(mark.replace(/<[^>]*>/g, "")) ? NUMBER : BULLET));
  const page = new DOMParser().parseFromString(marked, "text/html");
  for (const item of page.querySelectorAll("p[class*=MsoListParagraph], p[data-style*='mso-list']")) intoList(page, item);
  return page.body.innerHTML;
}

function intoList(page, item) {
  const kind = item.textContent.trimStart().startsWith(NUMBER) ? "ol" : "ul";
  const before = item.previousElementSibling;
  const list = before?.localName === kind && before.dataset.word ? before : page.createElement(kind);
  list.dataset.word = "1";
  if (list !== before) item.before(list);
  const li = page.createElement("li");
  li.innerHTML = item.innerHTML.replaceAll(BULLET, "").replaceAll(NUMBER, "").replace(/^\s*[·•§]\s+/, "");
  list.append(li);
  item.remove();
}

export function tidyPaste(fragment) {
  for (const span of fragment.querySelectorAll("span")) span.replaceWith(...span.childNodes);
  for (const image of fragment.querySelectorAll("img:not([src])")) image.remove();
  for (const block of fragment.querySelectorAll("p, div")) {
    if (!block.textContent.replace(/\u00a0/g, " ").trim() && !block.querySelector("img, br")) block.remove();
  }
  fragment.normalize();
}

export function trimmed(html) {
  return html.replace(/(?:<(p|div)>(?:<br>|&nbsp;|\s)*<\/\1>)+$/, "");
}

export function isBlank(area) {
  return !area.textContent.replace(/[\s\u00a0\u200b]/g, "") && !area.querySelector("img, hr, table");
}
