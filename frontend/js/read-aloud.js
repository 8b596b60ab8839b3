// Reading the page aloud with the browser's own voice. The buttons are in the page, hidden; they appear only where the browser
// can speak and has a voice for the language of the page. This site sends the words nowhere.
const box = document.querySelector("[data-read-aloud]");
const speech = window.speechSynthesis;

// What is read, in its order: headings, paragraphs, lists, what stands in a table. Not what is hidden, folded or only there to press.
const READ = "h1, h2, h3, h4, p, li, dt, dd, blockquote, figcaption, caption, th, td, legend, label, summary, .nhsuk-hint";
const LEFT_OUT = "nav, form button, .ws-read-aloud, [aria-hidden=true], svg, script, .nhsuk-button";

// What is folded away has no box; older browsers cannot say it in one word.
const isShown = (part) => (part.checkVisibility ? part.checkVisibility() : part.getClientRects().length > 0);

function pieces(main) {
  const found = [];
  for (const part of main.querySelectorAll(READ)) {
    if (part.closest(LEFT_OUT) || !isShown(part)) continue;
    const inside = part.querySelector(READ);
    // A list in a list, a paragraph in a quotation: the inner ones are read by themselves.
    const own = inside
      ? [...part.childNodes].filter((one) => !(one.matches?.(READ) || one.querySelector?.(READ))).map((one) => one.textContent)
      : [part.textContent];
    const words = own.join(" ").replace(/\s+/g, " ").trim();
    if (words) found.push({ part, words, lang: part.closest("[lang]").lang });
  }
  return found;
}

// Long texts are spoken sentence by sentence: some browsers fall silent after some seconds of one piece.
const sentences = (words) => words.match(/[^.!?…]+[.!?…]*["”’»)]*\s*/g) ?? [words];
const base = (lang) => lang.toLowerCase().split("-")[0];
const voice = (lang) => {
  const fitting = speech.getVoices().filter((one) => base(one.lang.replace("_", "-")) === base(lang));
  return fitting.find((one) => one.localService) ?? fitting[0]; // one that speaks on this device comes first
};

function offer() {
  if (!voice(document.documentElement.lang)) return;
  box.hidden = false;
  box.querySelector("[data-far]").hidden = voice(document.documentElement.lang).localService;
}

if (box && speech && "SpeechSynthesisUtterance" in window) {
  const [start, pause, stop] = ["start", "pause", "stop"].map((name) => box.querySelector(`[data-do=${name}]`));
  let queue = [];
  let marked = null;
  let turn = 0; // what was stopped must not go on: each start has its number

  const mark = (part) => {
    marked?.classList.remove("ws-being-read");
    marked = part;
    part?.classList.add("ws-being-read");
    part?.scrollIntoView({ block: "nearest" });
  };
  const show = (state) => {
    start.hidden = state !== "silent";
    pause.hidden = stop.hidden = state === "silent";
    pause.textContent = state === "paused" ? pause.dataset.on : pause.dataset.pause;
    if (state === "silent") mark(null);
  };
  const next = (mine) => {
    if (mine !== turn) return;
    const one = queue.shift();
    if (!one) {
      show("silent");
      start.focus();
      return;
    }
    const saying = new SpeechSynthesisUtterance(one.words);
    saying.lang = one.lang;
    saying.voice = voice(one.lang) ?? null;
    saying.onend = saying.onerror = () => next(mine);
    mark(one.part);
    speech.speak(saying);
  };

  start.addEventListener("click", () => {
    speech.cancel();
    queue = pieces(document.getElementById("main")).flatMap((one) =>
      sentences(one.words).map((words) => ({ ...one, words })),
    );
    turn += 1;
    paused = false;
    show("speaking");
    pause.focus();
    next(turn);
  });
  let paused = false; // browsers are slow to say so themselves
  pause.addEventListener("click", () => {
    paused = !paused;
    if (paused) speech.pause();
    else speech.resume();
    show(paused ? "paused" : "speaking");
  });
  const silence = () => {
    const had = document.activeElement;
    turn += 1;
    queue = [];
    speech.resume();
    speech.cancel();
    show("silent");
    if (had === stop || had === pause) start.focus();
  };
  stop.addEventListener("click", silence);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !stop.hidden) silence();
  });
  window.addEventListener("pagehide", () => speech.cancel());
  offer();
  speech.addEventListener?.("voiceschanged", offer);
}
