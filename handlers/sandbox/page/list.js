// The list of chats at the left, and what is unread in them.

import { avatar, clockTime, dayOf, sender, service, shortDay, snippet } from "./bubbles.js";
import { icon, make } from "./text.js";

const $ = (id) => document.getElementById(id);
const items = new Map(); // chat id -> its button

/** Whether the person said this: in a channel the owner speaks as the channel. */
export function own(chat, entry, bot) {
  return !entry.from_bot && (chat.type === "channel" || sender(entry, chat, bot).mine);
}

/** The entries that wait to be read. */
export function unread(chat, bot) {
  const counts = (entry) => entry.message.message_id > chat.read && !own(chat, entry, bot) && !service(entry.message);
  return [...chat.messages.values()].filter(counts);
}

/** Draws it for {chats, active, now, bot}; `open(id)` is called where a chat is chosen. */
export function drawChats({ chats, active, now, bot }, open) {
  const list = $("chats");
  if ([...items.keys()].join() !== [...chats.keys()].join()) {
    items.clear();
    for (const chat of chats.values()) items.set(chat.id, listItem(chat, open));
    list.replaceChildren(...[...items.values()].map((item) => make("li", {}, item)));
  }
  let total = 0;
  for (const chat of chats.values()) total += drawItem(items.get(chat.id), chat, { active, now, bot });
  $("others").textContent = total || "";
  document.title = total ? `(${total}) sitrep` : "sitrep";
}

function listItem(chat, open) {
  const part = (name) => make("span", { className: name, dir: name === "when" ? "" : "auto" });
  const words = make("span", { className: "words" });
  words.append(make("span", { className: "line" }, part("chat-title"), part("when")));
  words.append(make("span", { className: "line" }, part("preview"), make("span", { className: "badge", hidden: true, attrs: { role: "img" } })));
  const item = make("button", { type: "button", className: "chat", onclick: () => open(chat.id) });
  item.append(avatar(chat.title, chat.id, chat.type === "private"), words);
  return item;
}

function drawItem(item, chat, { active, now, bot }) {
  const find = (name) => item.querySelector(`.${name}`);
  const last = [...chat.messages.values()].at(-1);
  const count = unread(chat, bot).length;
  const kind = { group: "group", supergroup: "group", channel: "channel" }[chat.type];
  find("chat-title").replaceChildren(...(kind ? [icon(kind)] : []), chat.title);
  find("when").textContent = last ? whenOf(last.message.date, now) : "";
  find("preview").replaceChildren(...previewOf(chat, last, bot));
  find("preview").classList.toggle("typing", Boolean(chat.typing));
  find("badge").textContent = count || "";
  find("badge").hidden = count === 0;
  find("badge").setAttribute("aria-label", `${count} unread`);
  if (chat.id === active) item.setAttribute("aria-current", "true");
  else item.removeAttribute("aria-current");
  return count;
}

function whenOf(date, now) {
  return dayOf(date) === dayOf(now) ? clockTime(date) : shortDay(date);
}

function previewOf(chat, last, bot) {
  if (chat.typing) return [chat.typing];
  if (!last) return [chat.type === "channel" ? "No posts yet" : "No messages yet"];
  const happened = service(last.message);
  if (happened) return [happened];
  const who = own(chat, last, bot) ? "You" : chat.type === "group" || chat.type === "supergroup" ? sender(last, chat, bot).name : "";
  return who ? [make("span", { className: "by" }, `${who}: `), snippet(last.message)] : [snippet(last.message)];
}

/** The chat's badge catches the eye: something came that is not silent. */
export function ring(id) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (!still) items.get(id)?.querySelector(".badge")?.animate([{ transform: "scale(1.5)" }, { transform: "none" }], 260);
}

/** Puts the focus on a chat of the list. */
export function focusChat(id) {
  items.get(id)?.focus();
}
