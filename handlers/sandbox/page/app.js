// The page: what the sandbox tells is kept here and drawn; what the person does is sent there.

import { avatar, clockTime, dayOf, reconcile, rows, sender, service, shortDay, snippet } from "./bubbles.js";
import { icon, make } from "./text.js";

const MAX_MESSAGES = 300; // of a chat, as in the state that the server sends
const TYPING = 5000; // ms that a chat action stands: core.telegram.org/bots/api#sendchataction
const WAITING = 15000; // ms that a pressed button waits for its answer
const TOAST = 3500; // ms
const RETRY = 1000; // ms until the page looks again for a sandbox that refused it
const NEAR = 90; // px from the end of the conversation that still count as being there
const ACTIONS = { typing: "typing", upload_photo: "sending a photo", upload_document: "sending a file" };
const CHIPS = {
  person: ["/latest kabul", "/follow kabul", "/help"],
  group: ["/latest kabul", "/follow kabul", "/topics"],
  channel: ["/latest kabul", "/help"],
};
const HINTS = {
  group: "The bot does not see this: in groups it gets commands, replies to it and mentions of it.",
  channel: "The bot does not see this post.",
  private: "The bot does not see this message.",
};

const $ = (id) => document.getElementById(id);
const log = $("log");
const input = $("input");
const weekdayFormat = new Intl.DateTimeFormat("en-GB", {
  weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
});

let run = "";
let now = 0;
let bot = { id: 0, name: "", username: "", about: "" };
let chats = new Map(); // id -> chat, its messages as id -> entry
let active = null; // the open chat's id
let picked = -1; // in the command menu
let below = 0; // messages that came while one was reading further up
const items = new Map(); // chat id -> its button in the list
const waiting = new Map(); // "chat message data" -> timer, of buttons that wait for an answer
const queries = new Map(); // callback query id -> "chat message data"
const early = new Map(); // answers that overtook what told their id

// --- what the sandbox tells ---

function connect() {
  const source = new EventSource("/api/events");
  const on = (name, tell) => source.addEventListener(name, (event) => tell(JSON.parse(event.data)));
  on("state", takeState);
  on("profile", takeProfile);
  on("clock", (event) => { now = event.now; drawClock(); });
  on("message", takeMessage);
  on("edit", takeMessage);
  on("delete", takeDelete);
  on("chat_action", takeAction);
  on("callback_answer", takeAnswer);
  on("member", (event) => { if (event.migrated_to) { source.close(); connect(); } });
  source.onopen = () => document.body.classList.remove("offline");
  source.onerror = () => {
    document.body.classList.add("offline");
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, RETRY);
  };
}

function takeState(state) {
  const same = state.run === run;
  const before = same ? chats : new Map();
  const name = chats.get(active)?.name; // a group that became a supergroup has another id
  const read = same ? {} : remembered(state.run);
  ({ run, now, bot } = state);
  chats = new Map(state.chats.map((chat) => {
    const known = before.get(chat.id);
    const entries = chat.messages.map((entry) => [entry.message.message_id, kept(known, entry)]);
    const kind = { read: known?.read ?? read[chat.id] ?? 0, unreadFrom: known?.unreadFrom ?? null, typing: null };
    return [chat.id, { ...chat, ...kind, messages: new Map(entries) }];
  }));
  $("about").textContent = bot.about;
  drawList();
  drawClock();
  if (chats.has(active)) draw();
  else {
    const first = [...chats.values()].find((chat) => chat.name === name) ?? [...chats.values()][0];
    if (!same) first.read = Math.max(first.read, ...first.messages.keys()); // it opens at its end
    open(first.id);
  }
}

/** The entry that is known already, where nothing about it changed: then its bubble stays as it is. */
function kept(known, entry) {
  const old = known?.messages.get(entry.message.message_id);
  return old && JSON.stringify(old.message) === JSON.stringify(entry.message) ? old : entry;
}

function takeProfile(profile) {
  bot = profile.bot;
  for (const chat of chats.values()) {
    chat.menu = profile.menus[chat.id] ?? chat.menu;
    if (chat.type === "private") chat.title = bot.name;
  }
  $("about").textContent = bot.about;
  drawList();
  drawHeader();
}

function takeMessage({ type, chat_id, message, from_bot, silent }) {
  const chat = chats.get(chat_id);
  const fresh = type === "message";
  if (!chat || (!fresh && !chat.messages.has(message.message_id))) return;
  silent ??= chat.messages.get(message.message_id)?.silent;
  chat.messages.set(message.message_id, { message, from_bot, silent });
  while (chat.messages.size > MAX_MESSAGES) chat.messages.delete(chat.messages.keys().next().value);
  if (from_bot) setTyping(chat, null);
  const mine = own(chat, chat.messages.get(message.message_id));
  if (fresh && mine) chat.unreadFrom = null;
  if (fresh && !mine && chat_id === active && !watched()) chat.unreadFrom ??= message.message_id;
  if (chat_id === active) draw({ fresh, mine });
  if (fresh && chat_id !== active && !silent) ring(items.get(chat_id));
  drawList();
}

function takeDelete({ chat_id, message_id }) {
  chats.get(chat_id)?.messages.delete(message_id);
  if (chat_id === active) draw();
  drawList();
}

function takeAction({ chat_id, action }) {
  const chat = chats.get(chat_id);
  if (chat) setTyping(chat, ACTIONS[action] ?? null);
}

function setTyping(chat, words) {
  clearTimeout(chat.typingTimer);
  chat.typing = words;
  if (words) chat.typingTimer = setTimeout(() => setTyping(chat, null), TYPING);
  drawHeader();
  drawList();
}

function takeAnswer(answer) {
  const key = queries.get(answer.callback_query_id);
  if (key === undefined) {
    early.set(answer.callback_query_id, answer);
    return;
  }
  queries.delete(answer.callback_query_id);
  settle(key);
  if (!answer.text) return;
  if (answer.show_alert) showAlert(answer.text);
  else toast(answer.text);
}

// --- what the person does ---

async function post(path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
  } catch {
    throw new Error("The sandbox does not answer. Is the demo still running?");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The sandbox answered ${response.status}`);
  return answer;
}

async function say(text) {
  const chat = chats.get(active);
  if (!chat || !text.trim()) return false;
  tell("");
  try {
    const { seen } = await post("/api/say", { chat: chat.id, text });
    if (!seen) tell(HINTS[chat.type] ?? HINTS.group, "hint");
    return true;
  } catch (error) {
    tell(error.message, "error");
    return false;
  }
}

async function press(messageId, data) {
  const key = `${active} ${messageId} ${data}`;
  if (waiting.has(key)) return;
  waiting.set(key, setTimeout(() => settle(key), WAITING));
  dressAll();
  tell("");
  try {
    const { query } = await post("/api/press", { chat: active, message: messageId, data });
    if (query === null) {
      settle(key);
      return;
    }
    queries.set(query, key);
    if (early.has(query)) takeAnswer(early.get(query));
    early.delete(query);
  } catch (error) {
    settle(key);
    tell(error.message, "error");
  }
}

function settle(key) {
  clearTimeout(waiting.get(key));
  waiting.delete(key);
  dressAll();
}

/** Shows on a button whether it waits. */
function dress(node, messageId, data) {
  const busy = waiting.has(`${active} ${messageId} ${data}`);
  node.classList.toggle("busy", busy);
  node.setAttribute("aria-busy", String(busy));
}

function dressAll() {
  for (const node of log.querySelectorAll("button.key[data-data]")) {
    dress(node, node.closest(".row").dataset.id, node.dataset.data);
  }
}

const actions = {
  say, press, dress,
  show: (id) => {
    const row = log.querySelector(`[data-id="${Number(id)}"]`);
    row?.scrollIntoView({ block: "center", behavior: "smooth" });
    row?.animate?.([{ opacity: 0.4 }, { opacity: 1 }], 800);
  },
  zoom: (address, words) => {
    $("zoomed").src = address;
    $("zoomed").alt = words;
    $("zoom").showModal();
  },
  copy: async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      toast("Copied");
    } catch {
      tell("The browser does not let this page copy", "error");
    }
  },
};

// --- chats, and what is unread ---

function own(chat, entry) {
  return !entry.from_bot && (chat.type === "channel" || sender(entry, chat, bot).mine);
}

function unread(chat) {
  const counts = (entry) => entry.message.message_id > chat.read && !own(chat, entry) && !service(entry.message);
  return [...chat.messages.values()].filter(counts);
}

function lastOf(chat) {
  return [...chat.messages.values()].at(-1);
}

/** Whether the open conversation is before somebody's eyes: on a phone the list may hide it. */
function watched() {
  return !document.hidden && log.offsetParent !== null;
}

function markRead(chat) {
  chat.read = Math.max(chat.read, ...chat.messages.keys());
  try {
    const read = Object.fromEntries([...chats.values()].map(({ id, read }) => [id, read]));
    sessionStorage.setItem("read", JSON.stringify({ run, read }));
  } catch { /* a browser that keeps nothing: then it is unread again after a reload */ }
}

function remembered(forRun) {
  try {
    const kept = JSON.parse(sessionStorage.getItem("read"));
    return kept.run === forRun ? kept.read : {};
  } catch {
    return {};
  }
}

function open(id, { focus = false } = {}) {
  const left = chats.get(active);
  if (left && active !== id) {
    left.unreadFrom = null;
    left.draft = input.value;
  }
  const changed = active !== id;
  const opened = changed || !document.body.classList.contains("in-chat"); // or one comes back from a phone's list
  active = id;
  document.body.classList.add("in-chat");
  const chat = chats.get(id);
  chat.unreadFrom ??= unread(chat)[0]?.message.message_id ?? null;
  if (changed) {
    input.value = chat.draft ?? "";
    fit();
    tell("");
    log.setAttribute("aria-busy", "true"); // another chat is not news to be read out
    log.replaceChildren();
    requestAnimationFrame(() => log.removeAttribute("aria-busy"));
  }
  draw({ opened });
  drawList();
  if (focus && matchMedia("(hover: hover)").matches) input.focus();
}

// --- drawing ---

function draw({ fresh = false, mine = false, opened = false } = {}) {
  const chat = chats.get(active);
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  reconcile(log, rows(chat, bot, chat.unreadFrom, actions));
  if (watched()) markRead(chat);
  drawHeader();
  drawEmpty(chat);
  const mark = log.querySelector(".unread");
  if (opened && mark) mark.scrollIntoView({ block: "start" });
  else if (opened || atEnd || mine) log.scrollTop = log.scrollHeight;
  else if (fresh) below += 1;
  drawJump();
}

function drawJump() {
  const away = log.scrollHeight - log.scrollTop - log.clientHeight >= NEAR;
  if (!away) below = 0;
  $("jump").hidden = !away;
  $("below").textContent = below || "";
}

function drawEmpty(chat) {
  const empty = chat.messages.size === 0;
  $("empty").hidden = !empty;
  if (!empty || $("empty").dataset.chat === String(chat.id)) return;
  $("empty").dataset.chat = chat.id;
  const chips = CHIPS[chat.name].map((text) => make("button", { type: "button", onclick: () => say(text) }, text));
  $("chips").replaceChildren(...chips);
}

function standing(chat) {
  if (chat.type === "private") return "bot";
  const many = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
  return chat.type === "channel" ? many(chat.members, "subscriber") : many(chat.members, "member");
}

function drawHeader() {
  const chat = chats.get(active);
  if (!chat) return;
  if ($("face").dataset.chat !== String(chat.id)) {
    $("face").dataset.chat = chat.id;
    $("face").replaceChildren(avatar(chat.title, chat.id, chat.type === "private"));
  }
  $("title").textContent = chat.title;
  $("standing").classList.toggle("typing", Boolean(chat.typing));
  $("standing").textContent = chat.typing ?? standing(chat);
  const places = { private: "Message", group: "Write as administrator", supergroup: "Write as administrator" };
  input.placeholder = places[chat.type] ?? "Broadcast as owner";
  $("commands").hidden = chat.menu.length === 0;
}

function drawList() {
  const list = $("chats");
  if ([...items.keys()].join() !== [...chats.keys()].join()) {
    items.clear();
    for (const chat of chats.values()) items.set(chat.id, listItem(chat));
    list.replaceChildren(...[...items.values()].map((item) => make("li", {}, item)));
  }
  let total = 0;
  for (const chat of chats.values()) total += drawItem(items.get(chat.id), chat);
  $("others").textContent = total || "";
  document.title = total ? `(${total}) sitrep` : "sitrep";
}

function listItem(chat) {
  const part = (name) => make("span", { className: name, dir: name === "when" ? "" : "auto" });
  const words = make("span", { className: "words" });
  words.append(make("span", { className: "line" }, part("chat-title"), part("when")));
  words.append(make("span", { className: "line" }, part("preview"), make("span", { className: "badge", hidden: true })));
  const item = make("button", { type: "button", className: "chat", onclick: () => open(chat.id, { focus: true }) });
  item.append(avatar(chat.title, chat.id, chat.type === "private"), words);
  return item;
}

function drawItem(item, chat) {
  const find = (name) => item.querySelector(`.${name}`);
  const last = lastOf(chat);
  const count = unread(chat).length;
  const kind = { group: "group", supergroup: "group", channel: "channel" }[chat.type];
  find("chat-title").replaceChildren(...(kind ? [icon(kind)] : []), chat.title);
  find("when").textContent = last ? whenOf(last.message.date) : "";
  find("preview").replaceChildren(...previewOf(chat, last));
  find("preview").classList.toggle("typing", Boolean(chat.typing));
  find("badge").textContent = count || "";
  find("badge").hidden = count === 0;
  find("badge").setAttribute("aria-label", `${count} unread`);
  if (chat.id === active) item.setAttribute("aria-current", "true");
  else item.removeAttribute("aria-current");
  return count;
}

function whenOf(date) {
  return dayOf(date) === dayOf(now) ? clockTime(date) : shortDay(date);
}

function previewOf(chat, last) {
  if (chat.typing) return [chat.typing];
  if (!last) return [chat.type === "channel" ? "No posts yet" : "No messages yet"];
  const happened = service(last.message);
  if (happened) return [happened];
  const who = own(chat, last) ? "You" : chat.type === "group" || chat.type === "supergroup" ? sender(last, chat, bot).name : "";
  return who ? [make("span", { className: "by" }, `${who}: `), snippet(last.message)] : [snippet(last.message)];
}

function ring(item) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (!still) item?.querySelector(".badge")?.animate([{ transform: "scale(1.5)" }, { transform: "none" }], 260);
}

function drawClock() {
  $("clock").dateTime = new Date(now * 1000).toISOString();
  $("clock").textContent = `${weekdayFormat.format(new Date(now * 1000))} · ${clockTime(now)} UTC`;
}

// --- notices ---

/** One line above the input: an error, a hint, or nothing. */
function tell(text, kind = "") {
  const line = $("notice");
  line.textContent = text;
  line.className = kind;
  line.hidden = !text;
}

let toastTimer = 0;

function toast(text) {
  clearTimeout(toastTimer);
  $("toast").textContent = text;
  $("toast").classList.add("shown");
  toastTimer = setTimeout(() => $("toast").classList.remove("shown"), TOAST);
}

function showAlert(text) {
  $("alert-text").textContent = text;
  if (!$("alert").open) $("alert").showModal();
}

// --- the input and its command menu ---

function fit() {
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight}px`;
  $("send").disabled = !input.value.trim();
}

async function send() {
  const text = input.value;
  closeMenu();
  if (!text.trim()) return;
  input.value = "";
  fit();
  const chat = active;
  if (!(await say(text)) && active === chat && !input.value) {
    input.value = text; // nothing that was typed is lost
    fit();
  }
}

function menuFor(text) {
  const typed = /^\/(\w*)$/.exec(text);
  if (!typed) return [];
  return (chats.get(active)?.menu ?? []).filter(({ command }) => command.startsWith(typed[1].toLowerCase()));
}

function drawMenu(commands) {
  picked = -1;
  $("menu").replaceChildren(...commands.map(({ command, description }, n) => {
    const option = make("div", { id: `command-${n}`, className: "option", attrs: { role: "option", "aria-selected": "false" } });
    option.append(make("b", {}, `/${command}`), make("span", { dir: "auto" }, description));
    option.onmousedown = (event) => event.preventDefault(); // the input keeps the focus
    option.onclick = () => choose(command);
    option.dataset.command = command;
    return option;
  }));
  $("menu").hidden = commands.length === 0;
  input.setAttribute("aria-expanded", String(commands.length > 0));
  $("commands").setAttribute("aria-expanded", String(commands.length > 0));
  input.removeAttribute("aria-activedescendant");
}

const closeMenu = () => drawMenu([]);

function choose(command) {
  closeMenu();
  input.value = "";
  fit();
  say(`/${command}`);
}

function pick(step) {
  const options = [...$("menu").children];
  picked = picked < 0 && step < 0 ? options.length - 1 : (picked + step + options.length) % options.length;
  options.forEach((option, n) => option.setAttribute("aria-selected", String(n === picked)));
  options[picked].scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", options[picked].id);
}

function onKey(event) {
  if (event.isComposing) return;
  const options = [...$("menu").children];
  if (options.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    pick(event.key === "ArrowDown" ? 1 : -1);
  } else if (options.length && event.key === "Tab" && !event.shiftKey) {
    event.preventDefault();
    input.value = `/${options[Math.max(picked, 0)].dataset.command} `;
    closeMenu();
    fit();
  } else if (options.length && event.key === "Escape") {
    closeMenu();
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (picked >= 0) choose(options[picked].dataset.command);
    else send();
  }
}

input.addEventListener("input", () => { fit(); tell(""); drawMenu(menuFor(input.value)); });
input.addEventListener("keydown", onKey);
input.addEventListener("blur", closeMenu);
$("send").addEventListener("mousedown", (event) => event.preventDefault());
$("send").addEventListener("click", () => { send(); input.focus(); });
$("commands").addEventListener("mousedown", (event) => event.preventDefault());
$("commands").addEventListener("click", () => {
  const opened = !$("menu").hidden;
  input.focus();
  drawMenu(opened ? [] : (chats.get(active)?.menu ?? []));
});
$("back").addEventListener("click", () => {
  document.body.classList.remove("in-chat");
  items.get(active)?.focus();
});
$("jump").addEventListener("click", () => { log.scrollTop = log.scrollHeight; });
$("alert-ok").addEventListener("click", () => $("alert").close());
$("zoom").addEventListener("click", () => $("zoom").close());
log.addEventListener("scroll", drawJump, { passive: true });
document.addEventListener("visibilitychange", () => { if (!document.hidden && chats.has(active)) { draw(); drawList(); } });
new ResizeObserver(() => { if ($("jump").hidden) log.scrollTop = log.scrollHeight; }).observe(log);

connect();
