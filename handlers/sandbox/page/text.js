// Texts as nodes. What a message holds goes through textContent and createElement alone, never through markup.

const STYLES = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const QUOTES = ["blockquote", "expandable_blockquote"];

/** A new element; `props` are set as properties, `attrs` as attributes. */
export function make(tag, { attrs = {}, ...props } = {}, ...children) {
  const node = Object.assign(document.createElement(tag), props);
  for (const [name, value] of Object.entries(attrs)) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** One of the icons that index.html holds. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** The address, where a link may lead there: http and https only. Null for any other. */
function safeHref(address) {
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

/** A link that opens beside the page, or null where it may lead nowhere. */
export function link(address, props = {}) {
  const href = safeHref(address);
  return href && make("a", { href, target: "_blank", rel: "noopener noreferrer", ...props });
}

/** Entities (offsets in UTF-16 units, which JavaScript's strings count too) as a tree: what crosses its parent is cut. */
function tree(entities, length) {
  const root = { type: "root", start: 0, end: length, inside: [] };
  const open = [root];
  const sorted = entities
    .map((entity, rank) => ({ ...entity, rank, start: entity.offset, end: entity.offset + entity.length }))
    .filter((entity) => entity.start >= 0 && entity.end <= length && entity.start < entity.end)
    .sort((a, b) => a.start - b.start || b.end - a.end || a.rank - b.rank);
  for (const entity of sorted) {
    while (open.at(-1).end <= entity.start) open.pop();
    const node = { ...entity, end: Math.min(entity.end, open.at(-1).end), inside: [] };
    open.at(-1).inside.push(node);
    open.push(node);
  }
  return root;
}

/** The text's nodes. `onCommand(text)` is called where a command in it is pressed. */
export function textNodes(text, entities = [], onCommand = null) {
  const root = tree(entities, text.length);
  return inside(root, { text, onCommand, marked: undirected(text) });
}

/** Where lines begin whose letters all stand in isolates. They run from left to right, by the Unicode bidirectional
 * algorithm (rules P2 and P3), but browsers align them by the letters inside: a mark that only the style sheet knows helps. */
function undirected(text) {
  const starts = [];
  let at = 0;
  for (const line of text.split("\n")) {
    if (/[\u2066-\u2068]/.test(line) && !/\p{L}/u.test(outsideIsolates(line))) starts.push(at);
    at += line.length + 1;
  }
  return starts;
}

function outsideIsolates(line) {
  let depth = 0;
  let rest = "";
  for (const char of line) {
    if (char >= "\u2066" && char <= "\u2068") depth += 1;
    else if (char === "\u2069") depth = Math.max(0, depth - 1);
    else if (depth === 0) rest += char;
  }
  return rest;
}

function plain(start, end, { text, marked }) {
  const parts = [];
  let at = start;
  for (const mark of marked.filter((mark) => mark >= start && mark < end)) {
    parts.push(text.slice(at, mark), make("span", { className: "ltr" }));
    at = mark;
  }
  return [...parts, text.slice(at, end)];
}

function inside(node, whole) {
  const parts = [];
  let at = node.start;
  for (const child of node.inside) {
    if (at < child.start) parts.push(...plain(at, child.start, whole));
    parts.push(element(child, whole));
    at = child.end;
    if (isBlock(child) && whole.text[at] === "\n") at += 1; // a block ends its line by itself
  }
  if (at < node.end) parts.push(...plain(at, node.end, whole));
  return parts;
}

function isBlock(node) {
  return node.type === "pre" || QUOTES.includes(node.type);
}

function element(node, whole) {
  const { onCommand } = whole;
  const children = inside(node, whole);
  const raw = whole.text.slice(node.start, node.end);
  if (STYLES[node.type]) return make(STYLES[node.type], {}, ...children);
  switch (node.type) {
    case "url":
      return link(raw) ? fill(link(raw), children) : make("span", {}, ...children);
    case "text_link":
      // The words may hide where the link leads, so the address stands in the title.
      return link(node.url) ? fill(link(node.url, { title: node.url }), children) : make("span", {}, ...children);
    case "pre":
      return preformatted(node, children);
    case "blockquote":
      return make("blockquote", { dir: "auto" }, ...children);
    case "expandable_blockquote":
      return expandable(children);
    case "spoiler":
      return spoiler(children);
    case "bot_command":
      if (!onCommand) return make("span", { className: "mark" }, raw);
      return make("button", { type: "button", dir: "ltr", className: "command", onclick: () => onCommand(raw) }, raw);
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
    case "email":
      return make("span", { className: "mark" }, ...children);
    default:
      return make("span", {}, ...children);
  }
}

function fill(node, children) {
  node.append(...children);
  return node;
}

function preformatted(node, children) {
  const pre = make("pre", { tabIndex: 0 }, make("code", {}, ...children));
  if (node.language) pre.prepend(make("span", { className: "language" }, node.language));
  return pre;
}

function expandable(children) {
  const quote = make("blockquote", { dir: "auto", className: "folded" }, ...children);
  const more = make("button", { type: "button", className: "unfold", attrs: { "aria-expanded": "false" } }, "Show more");
  more.onclick = () => {
    const folded = quote.classList.toggle("folded");
    more.setAttribute("aria-expanded", String(!folded));
    more.textContent = folded ? "Show more" : "Show less";
  };
  return make("div", { className: "quote" }, quote, more);
}

function spoiler(children) {
  const cover = make("span", {
    className: "spoiler", tabIndex: 0, attrs: { role: "button", "aria-label": "Spoiler: press to reveal" },
  }, make("span", { className: "covered", inert: true }, ...children));
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    cover.classList.add("shown");
    for (const name of ["role", "aria-label", "tabindex"]) cover.removeAttribute(name);
    cover.firstChild.inert = false;
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", reveal);
  return cover;
}
