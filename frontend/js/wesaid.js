// Everything works without this file. With it: errors take the focus, buttons do not fire twice, long texts are counted,
// passwords can be shown, a link can be copied, and going back makes nothing twice.
import { createAll, Button, CharacterCount, ErrorSummary, PasswordInput } from "nhsuk-frontend";
import "./read-aloud.js";

document.documentElement.classList.add("js-enabled");
document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

for (const component of [Button, CharacterCount, ErrorSummary, PasswordInput]) {
  createAll(component);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.copied;
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Gone back to, a form keeps its number, so that the same words sent again do not become a second contribution.
for (const number of document.querySelectorAll("form[data-keep] input[type=hidden][name=id]")) {
  if (history.state?.number) number.value = history.state.number;
  else history.replaceState({ number: number.value }, "");
}

// Where a form has many rows, Enter goes on to the next box and never sends it half written. Shift and Enter: a new line.
for (const form of document.querySelectorAll("form[data-enter]")) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    if (!event.target.matches("input, select, textarea")) return;
    event.preventDefault();
    const boxes = [...form.elements].filter((box) => box.matches("input, select, textarea, button") && box.checkVisibility());
    boxes[boxes.indexOf(event.target) + 1]?.focus();
  });
}

// A form that was changed and not sent asks before it is left.
let changed = false;
for (const form of document.querySelectorAll("form[data-keep]")) {
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
}
window.addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});
