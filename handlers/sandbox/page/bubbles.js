// Messages as rows of a conversation: bubbles, service lines, day and unread separators.

import { icon, link, make, textNodes } from "./text.js";

const GROUPED = 600; // seconds: messages of one sender within them stand together
const WIDEST = 480; // px, and
const HIGHEST = 420; // of a picture in a bubble
const COLOURS = 7; // of names and avatars, see style.css

const clockFormat = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const shortFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const fullFormat = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "medium", timeZone: "UTC" });

const at = (seconds) => new Date(seconds * 1000);
export const clockTime = (seconds) => clockFormat.format(at(seconds));
export const dayOf = (seconds) => dayFormat.format(at(seconds));
export const shortDay = (seconds) => shortFormat.format(at(seconds));
const isoTime = (seconds) => at(seconds).toISOString();

const colour = (id) => `c${Math.abs(id) % COLOURS}`;

export function avatar(title, id, isBot) {
  const words = title.split(/\s+/).filter(Boolean);
  const initials = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "?")][0] ?? "");
  const node = make("span", { className: `avatar ${isBot ? "bot" : colour(id)}`, attrs: { "aria-hidden": "true" } });
  node.append(isBot ? icon("bot") : initials.join("").toUpperCase());
  return node;
}

/** Who speaks: {id, name, bot, mine}. */
export function sender({ message, from_bot }, chat, bot) {
  if (from_bot && chat.type !== "channel") return { id: bot.id, name: bot.name, bot: true, mine: false };
  if (message.sender_chat) {
    return { id: message.sender_chat.id, name: message.sender_chat.title ?? chat.title, bot: false, mine: false };
  }
  const from = message.from ?? { id: 0, first_name: "?" };
  const name = [from.first_name, from.last_name].filter(Boolean).join(" ");
  return { id: from.id, name, bot: from.id === bot.id, mine: from.id === chat.me };
}

/** What happened, for a service message; null for any other. */
export function service(message) {
  const name = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");
  const who = message.from ? name(message.from) : (message.sender_chat?.title ?? "");
  if (message.new_chat_members) return `${who} added ${message.new_chat_members.map(name).join(", ")}`;
  if (message.left_chat_member) return `${name(message.left_chat_member)} left or was removed`;
  if (message.pinned_message) return `${who} pinned “${snippet(message.pinned_message, 40)}”`;
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return "The group was upgraded to a supergroup";
  if (message.forum_topic_created) return `${who} created the topic “${message.forum_topic_created.name}”`;
  if (message.forum_topic_closed) return `${who} closed the topic`;
  return null;
}

/** A message in a few words. */
export function snippet(message, length = 120) {
  const kind = message.photo ? "Photo" : message.document ? (message.document.file_name ?? "File") : "";
  const words = (message.text ?? message.caption ?? "").slice(0, 4 * length).replace(/\s+/g, " ").trim();
  const text = [kind, words].filter(Boolean).join(", ");
  return text.length > length ? `${text.slice(0, length).replace(/[\ud800-\udbff]$/, "")}…` : text;
}

/** Rows in order: {key, version, build, group}. `version` tells whether what was built before may stay. */
export function rows(chat, bot, unreadFrom, actions) {
  const result = [];
  let before = null;
  for (const entry of chat.messages.values()) {
    const { message } = entry;
    const day = dayOf(message.date);
    const fresh = message.message_id === unreadFrom;
    if (!before || dayOf(before.message.date) !== day) {
      result.push({ key: `day ${message.message_id}`, version: day, build: () => pill(day, "day") });
      before = null;
    }
    if (fresh) {
      result.push({ key: "unread", version: "", build: () => pill("Unread messages", "unread") });
      before = null;
    }
    const words = service(message);
    const who = sender(entry, chat, bot);
    const joined = before && !words && who.id === before.who.id && message.date - before.message.date < GROUPED;
    if (joined) before.row.group.last = false;
    const row = { key: `m${message.message_id}`, version: entry, group: { first: !joined, last: true } };
    row.build = words ? () => pill(words, "service") : () => bubbleRow(entry, who, chat, actions);
    result.push(row);
    before = words ? null : { message, who, row };
  }
  return result;
}

function pill(text, kind) {
  return make("div", { className: `pill ${kind}` }, make("span", { dir: "auto" }, text));
}

function bubbleRow(entry, who, chat, actions) {
  const { message } = entry;
  const size = message.photo?.at(-1);
  const grouped = chat.type === "group" || chat.type === "supergroup";
  const bubble = make("div", { className: "bubble" });
  if (!who.mine && (grouped || chat.type === "channel")) {
    bubble.append(make("div", { className: `name ${who.bot ? "bot" : colour(who.id)}`, dir: "auto" }, who.name));
  }
  if (message.forward_origin) bubble.append(forwarded(message.forward_origin));
  if (message.reply_to_message) bubble.append(replied(message, actions));
  const media = message.photo ? photo(message, actions) : message.document ? documentCard(message.document) : null;
  const above = message.show_caption_above_media;
  if (media && !above) bubble.append(media);
  const text = message.text ?? message.caption;
  const body = make("div", { className: "text", dir: "auto" });
  if (text) body.append(...textNodes(text, message.entities ?? message.caption_entities ?? [], actions.say));
  if (text) bubble.append(body);
  if (media && above) bubble.append(media);
  (text && !(media && above) ? body : bubble).append(meta(entry, who));
  bubble.classList.toggle("picture", Boolean(size));
  if (size) bubble.style.width = `${Math.max(120, Math.min(size.width, WIDEST, (HIGHEST * size.width) / size.height))}px`;
  bubble.classList.toggle("bare", !text && Boolean(media));
  const column = make("div", { className: "column" }, bubble);
  const keyboard = message.reply_markup?.inline_keyboard;
  if (keyboard) column.append(buttons(keyboard, message, actions));
  const row = make("article", {
    className: `row ${who.mine ? "mine" : "theirs"}`,
    attrs: { "data-id": message.message_id, "aria-label": `${who.mine ? "You" : who.name}, ${clockTime(message.date)}` },
  });
  if (grouped && !who.mine) row.append(avatar(who.name, who.id, who.bot));
  row.append(column);
  return row;
}

function meta({ message, silent }, who) {
  const node = make("span", { className: "meta" });
  if (silent) node.append(make("span", { title: "Sent without a sound", attrs: { role: "img", "aria-label": "silent" } }, icon("silent")));
  if (message.edit_date) node.append(make("span", { title: fullFormat.format(at(message.edit_date)) }, "edited"));
  const time = make("time", { dateTime: isoTime(message.date), title: `${fullFormat.format(at(message.date))} UTC` });
  time.append(clockTime(message.date));
  node.append(time);
  if (who.mine) node.append(make("span", { attrs: { role: "img", "aria-label": "sent" } }, icon("sent")));
  return node;
}

function forwarded(origin) {
  const chat = origin.sender_chat ?? origin.chat;
  const name = origin.sender_user?.first_name ?? origin.sender_user_name ?? chat?.title ?? "somebody";
  return make("div", { className: "forwarded" }, "Forwarded from ", make("bdi", {}, name));
}

function replied(message, actions) {
  const target = message.reply_to_message;
  const name = target.from?.first_name ?? target.sender_chat?.title ?? "";
  const node = make("button", { type: "button", className: "reply", onclick: () => actions.show(target.message_id) });
  node.append(make("b", { dir: "auto" }, name), make("span", { dir: "auto" }, message.quote?.text ?? snippet(target, 80)));
  return node;
}

const fileAddress = (id) => `/api/files/${encodeURIComponent(id)}`;

function photo(message, actions) {
  const size = message.photo.at(-1);
  const image = make("img", {
    src: fileAddress(size.file_id), width: size.width, height: size.height, alt: message.caption ? "" : "Photo",
  });
  const frame = make("button", { type: "button", className: "photo", attrs: { "aria-label": "Open the picture" } }, image);
  frame.classList.toggle("hidden-media", Boolean(message.has_media_spoiler));
  frame.onclick = () => {
    if (frame.classList.contains("hidden-media")) frame.classList.remove("hidden-media");
    else actions.zoom(image.src, message.caption ?? "Photo");
  };
  return frame;
}

function documentCard(file) {
  const size = file.file_size ?? 0;
  const words = size < 1024 ? `${size} B` : size < 2 ** 20 ? `${(size / 1024).toFixed(1)} KB` : `${(size / 2 ** 20).toFixed(1)} MB`;
  const name = file.file_name ?? "file";
  const card = make("a", { className: "document", href: fileAddress(file.file_id), download: name });
  card.append(make("span", { className: "sheet" }, icon("file")));
  card.append(make("span", {}, make("bdi", { className: "file-name" }, name), make("small", {}, words)));
  return card;
}

function buttons(keyboard, message, actions) {
  const block = make("div", { className: "keyboard", attrs: { role: "group", "aria-label": "Buttons of this message" } });
  for (const row of keyboard) {
    block.append(make("div", { className: "keys" }, ...row.map((button) => key(button, message, actions))));
  }
  return block;
}

function key(button, message, actions) {
  const label = make("span", { dir: "auto" }, button.text);
  if (button.url) {
    const node = link(button.url, { className: "key", title: button.url });
    if (node) {
      node.append(label, icon("out"));
      return node;
    }
  }
  const node = make("button", { type: "button", className: "key" }, label);
  if (button.callback_data !== undefined) {
    node.dataset.data = button.callback_data;
    node.append(make("span", { className: "spinner", attrs: { "aria-hidden": "true" } }));
    actions.dress(node, message.message_id, button.callback_data);
    node.onclick = () => actions.press(message.message_id, button.callback_data);
  } else if (button.copy_text) {
    node.append(icon("copy"));
    node.onclick = () => actions.copy(button.copy_text.text);
  } else {
    node.disabled = true;
    node.title = "The sandbox does not have this kind of button";
  }
  return node;
}

/** Makes `container` show these rows, and touches only what changed: what stays keeps its focus and is not read out anew. */
export function reconcile(container, wanted) {
  const keys = new Set(wanted.map((row) => row.key));
  for (const node of [...container.children]) if (!keys.has(node.rowKey)) node.remove();
  const old = new Map([...container.children].map((node) => [node.rowKey, node]));
  const focused = container.contains(document.activeElement) ? document.activeElement : null;
  let place = container.firstChild;
  for (const row of wanted) {
    let node = old.get(row.key);
    if (!node || node.rowVersion !== row.version) {
      const fresh = Object.assign(row.build(), { rowKey: row.key, rowVersion: row.version });
      if (node) {
        const had = node.contains(focused) ? focused : null;
        if (place === node) place = fresh;
        node.replaceWith(fresh);
        if (had) refocus(fresh, had);
      }
      node = fresh;
    }
    if (row.group) {
      node.classList.toggle("first", row.group.first);
      node.classList.toggle("last", row.group.last);
    }
    if (node === place) place = place.nextSibling;
    else container.insertBefore(node, place);
  }
}

/** The button that had the focus was drawn anew: the one like it, or the first of its message, gets it. */
function refocus(row, had) {
  const keys = [...row.querySelectorAll("button.key")];
  (keys.find((node) => node.dataset.data === had.dataset.data) ?? keys[0])?.focus({ preventScroll: true });
}
