// What may stay of pasted or restored HTML: the structure of a letter, no foreign looks. Word, Outlook and Gmail bring
// their own styles, classes, conditional comments and empty paragraphs; all that goes, lists and links stay.

const ALLOWED = {
  ALLOWED_TAGS: ["p", "br", "div", "b", "strong", "i", "em", "u", "s", "strike", "del", "a", "ul", "ol", "li", "blockquote", "pre", "code",
    "h1", "h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "img", "hr", "sub", "sup", "span"],
  ALLOWED_ATTR: ["href", "src", "alt", "width", "height", "colspan", "rowspan", "start", "title"],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|cid:|data:image\/(?:png|jpeg|gif|webp);)/i,
  RETURN_DOM_FRAGMENT: true,
};

export function clean(html) {
  return document.importNode(window.DOMPurify.sanitize(lists(html), ALLOWED), true);
}

// Word writes list items as paragraphs: <p class=MsoListParagraph style="mso-list:l0 level1"><![if !supportLists]>·<![endif]>text</p>
export function lists(html) {
  if (!/mso-list|MsoListParagraph/.test(html)) return html;
  const page = new DOMParser().parseFromString(html.replace(/<!\[if !supportLists\]>[\s\S]*?<!\[endif\]>/g, ""), "text/html");
  const marker = /<!--\[if !supportLists\]-->[\s\S]*?<!--\[endif\]-->/g;
  for (const item of page.querySelectorAll("p[class*=MsoListParagraph], p[style*='mso-list']")) {
    const numbered = /^\s*(?:<[^>]+>\s*|<!--.*?-->\s*)*\(?\w{1,3}[.)]/.test(item.innerHTML) && !/[·•§]/.test(item.textContent.slice(0, 3));
    const li = page.createElement("li");
    li.innerHTML = item.innerHTML.replace(marker, "").replace(/^[\s ]*[·•§o][\s ]+/, "");
    const before = item.previousElementSibling;
    const list = before?.dataset?.word ? before : page.createElement(numbered ? "ol" : "ul");
    list.dataset.word = "1";
    if (list !== before) item.before(list);
    list.append(li);
    item.remove();
  }
  return page.body.innerHTML;
}

export function tidyPaste(fragment) {
  for (const span of fragment.querySelectorAll("span")) span.replaceWith(...span.childNodes);
  for (const block of fragment.querySelectorAll("p, div")) {
    if (!block.textContent.replace(/ /g, " ").trim() && !block.querySelector("img, br")) block.remove();
  }
  for (const image of fragment.querySelectorAll("img:not([src])")) image.remove();
  fragment.normalize();
}

export function isBlank(area) {
  return !area.textContent.replace(/[\s ​]/g, "") && !area.querySelector("img, hr, table");
}
