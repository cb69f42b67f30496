// Where one writes: the input, and the menu of the bot's commands.

import { tell } from "./notices.js";
import { make } from "./text.js";

const $ = (id) => document.getElementById(id);
const input = $("input");
let actions = null; // say(text) -> whether it was said; chat() -> the open chat
let picked = -1; // in the command menu

/** Makes the input as high as its text. */
export function fit() {
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
  const chat = actions.chat()?.id;
  if (!(await actions.say(text)) && actions.chat()?.id === chat && !input.value) {
    input.value = text; // nothing that was typed is lost
    fit();
  }
}

function menuFor(text) {
  const typed = /^\/(\w*)$/.exec(text);
  if (!typed) return [];
  return (actions.chat()?.menu ?? []).filter(({ command }) => command.startsWith(typed[1].toLowerCase()));
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
  actions.say(`/${command}`);
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

/** Brings the input to life. */
export function compose(given) {
  actions = given;
  input.addEventListener("input", () => { fit(); tell(""); drawMenu(menuFor(input.value)); });
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", closeMenu);
  $("send").addEventListener("mousedown", (event) => event.preventDefault());
  $("send").addEventListener("click", () => { send(); input.focus(); });
  $("commands").addEventListener("mousedown", (event) => event.preventDefault());
  $("commands").addEventListener("click", () => {
    const opened = !$("menu").hidden;
    input.focus();
    drawMenu(opened ? [] : (actions.chat()?.menu ?? []));
  });
}
