// What the page says by itself: a line above the input, a toast, an alert.

const TOAST = 3500; // ms
const $ = (id) => document.getElementById(id);

/** One line above the input: an error, a hint, or nothing. */
export function tell(text, kind = "") {
  const line = $("notice");
  line.textContent = text;
  line.className = kind;
  line.hidden = !text;
}

let toastTimer = 0;

export function toast(text) {
  clearTimeout(toastTimer);
  $("toast").textContent = text;
  $("toast").classList.add("shown");
  toastTimer = setTimeout(() => $("toast").classList.remove("shown"), TOAST);
}

export function showAlert(text) {
  $("alert-text").textContent = text;
  if (!$("alert").open) $("alert").showModal();
}
