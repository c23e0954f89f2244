// Text that comes from elsewhere. Word processors say in styles what the tags of a text say: what they
// mean is kept as tags, and all styles go, since the Content-Security-Policy would refuse them.

const STYLE = "data-style"; // where a style stands while it is read
const BLOCKS = "p, ul, ol, table, h1, h2, h3, h4, h5, h6, blockquote, div, hr";
const NUMBER_OF_LIST = /^\s*(\d+|[a-z]{1,5})[.)]/i;

const withoutStyles = (html) =>
  html
    .replace(/<(style|script|iframe|svg|math|object|embed)\b[\s\S]*?(<\/\1\s*>|$)/gi, "")
    .replace(/(<[a-z][^<>]*?)\s(?:style|on\w+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, function strip(_, before) {
      return before;
    });

export const withoutAllStyles = (html) => {
  let before;
  do {
    before = html;
    html = withoutStyles(html);
  } while (html !== before);
  return html;
};

// Returns HTML as a colleague would have typed it here, from what Word, Google Docs and their like copy.
export function cleaned(html) {
  // What was copied in an editor of ours is as it should be.
  if (html.includes("data-pm-slice")) return withoutAllStyles(html);
  const inert = withoutAllStyles(html.replace(/(<[a-z][^<>]*?\s)style(?=\s*=)/gi, `$1${STYLE}`));
  const { body } = new DOMParser().parseFromString(inert, "text/html");
  emphasise(body);
  gatherLists(body);
  leadOut(body);
  dropBlanks(body);
  for (const element of body.querySelectorAll(`[${STYLE}]`)) element.removeAttribute(STYLE);
  return body.innerHTML;
}

// How many pictures come with what is pasted, none of which a text takes: those of stories are in the library.
export function countPictures(clipboard) {
  const html = clipboard.getData("text/html");
  if (html.includes("data-pm-slice")) return 0;
  if (html) return new DOMParser().parseFromString(withoutAllStyles(html), "text/html").images.length;
  // Some programs add a picture of the text that they copy.
  if (clipboard.getData("text/plain")) return 0;
  return [...clipboard.files].filter(({ type }) => type.startsWith("image/")).length;
}

const unwrap = (element) => element.replaceWith(...element.childNodes);

const styleOf = (element) => element.getAttribute(STYLE) ?? "";

// Google Docs wraps all that it copies into a <b> that is not bold, and has its bold words in spans.
function emphasise(body) {
  for (const element of body.querySelectorAll("b, strong")) {
    if (/font-weight:\s*(normal|[1-4]00)/i.test(styleOf(element))) unwrap(element);
  }
  for (const element of body.querySelectorAll("i, em")) {
    if (/font-style:\s*normal/i.test(styleOf(element))) unwrap(element);
  }
  for (const span of body.querySelectorAll(`span[${STYLE}]`)) {
    if (span.closest("h1, h2, h3, h4, h5, h6")) continue;
    if (/font-weight:\s*(bold|[6-9]00)/i.test(styleOf(span))) wrapWithin(span, "strong");
    if (/font-style:\s*italic/i.test(styleOf(span))) wrapWithin(span, "em");
  }
}

function wrapWithin(element, tag) {
  const inner = element.ownerDocument.createElement(tag);
  inner.append(...element.childNodes);
  element.append(inner);
}

// An item of a list is a paragraph to Word, with its bullet or number as text.
function gatherLists(body) {
  let lists = []; // the open ones, from the outermost on
  let last;
  for (const paragraph of body.querySelectorAll(`p[${STYLE}*='mso-list:']`)) {
    if (paragraph.previousElementSibling !== last) lists = [];
    const level = Number(/level(\d)/.exec(styleOf(paragraph))?.[1] ?? 1);
    const marker = [...paragraph.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(styleOf(span)));
    const tag = NUMBER_OF_LIST.test(marker?.textContent ?? "") ? "ol" : "ul";
    marker?.remove();
    lists.length = Math.min(lists.length, level);
    if (lists.length === level && lists.at(-1).localName !== tag && level === 1) lists = [];
    if (lists.length < level) {
      const list = body.ownerDocument.createElement(tag);
      if (lists.length) lists.at(-1).lastElementChild.append(list);
      else paragraph.before(list);
      lists.push(list);
    }
    const item = body.ownerDocument.createElement("li");
    lists.at(-1).append(item);
    item.append(paragraph);
    last = lists[0];
  }
}

// A link within the document that was copied leads nowhere; Google's lead to where they say only later.
function leadOut(body) {
  for (const link of body.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href");
    const address = /^https?:\/\/www\.google\.com\/url\?/.test(href) && new URL(href).searchParams.get("q");
    if (href.startsWith("#")) unwrap(link);
    else if (address) link.setAttribute("href", address);
  }
}

// Lines that stand empty for the space between paragraphs, or held a picture alone.
function dropBlanks(body) {
  for (const span of body.querySelectorAll(`span[${STYLE}*='mso-spacerun']`)) span.replaceWith(" ");
  for (const paragraph of body.querySelectorAll("p")) {
    if (!paragraph.textContent.trim()) paragraph.remove();
  }
  for (const line of body.querySelectorAll(":scope > br")) {
    if (line.previousElementSibling?.matches(BLOCKS) || line.nextElementSibling?.matches(BLOCKS)) line.remove();
  }
}
