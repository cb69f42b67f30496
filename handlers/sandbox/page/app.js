// The page: what the sandbox tells is kept here and drawn; what the person does is sent there.

import { avatar, clockTime, reconcile, rows } from "./bubbles.js";
import { compose, fit } from "./composer.js";
import { drawChats, focusChat, own, ring, unread } from "./list.js";
import { showAlert, tell, toast } from "./notices.js";
import { make } from "./text.js";

const MAX_MESSAGES = 300; // of a chat, as in the state that the server sends
const TYPING = 5000; // ms that a chat action stands: core.telegram.org/bots/api#sendchataction
const WAITING = 15000; // ms that a pressed button waits for its answer
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
let end = null; // when the news ends, and the clock stands
let bot = { id: 0, name: "", username: "", about: "" };
let chats = new Map(); // id -> chat, its messages as id -> entry
let active = null; // the open chat's id
let below = 0; // messages that came while one was reading further up
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
  ({ run, now, end, bot } = state);
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
  const mine = own(chat, chat.messages.get(message.message_id), bot);
  if (fresh && mine) chat.unreadFrom = null;
  if (fresh && !mine && chat_id === active && !watched()) chat.unreadFrom ??= message.message_id;
  if (chat_id === active) draw({ fresh, mine });
  if (fresh && chat_id !== active && !silent) ring(chat_id);
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
  chat.unreadFrom ??= unread(chat, bot)[0]?.message.message_id ?? null;
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
  drawChats({ chats, active, now, bot }, (id) => open(id, { focus: true }));
}

function drawClock() {
  $("clock").dateTime = new Date(now * 1000).toISOString();
  const day = end !== null && now >= end ? "The news ends here" : weekdayFormat.format(new Date(now * 1000));
  $("clock").textContent = `${day} · ${clockTime(now)} UTC`;
}

$("back").addEventListener("click", () => {
  document.body.classList.remove("in-chat");
  focusChat(active);
});
$("jump").addEventListener("click", () => { log.scrollTop = log.scrollHeight; });
$("alert-ok").addEventListener("click", () => $("alert").close());
$("zoom").addEventListener("click", () => $("zoom").close());
log.addEventListener("scroll", drawJump, { passive: true });
document.addEventListener("visibilitychange", () => { if (!document.hidden && chats.has(active)) { draw(); drawList(); } });
new ResizeObserver(() => { if ($("jump").hidden) log.scrollTop = log.scrollHeight; }).observe(log);

compose({ say, chat: () => chats.get(active) });
connect();
