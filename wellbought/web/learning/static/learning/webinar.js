// Plays the webinar: one slide at a time, its words spoken by the device's own voice, or shown at reading pace.
const root = document.querySelector("[data-webinar]");
const part = (name) => root.querySelector(`[data-${name}]`);
const slides = [...root.querySelectorAll("[data-slide]")];
const chapters = [...root.querySelectorAll("[data-part]")];
const controls = part("controls");
const caption = part("caption");
const play = part("play");
const speed = part("speed");
const chapter = part("chapter");
const voice = part("voice");
const place = part("place");
const WORDS_A_MINUTE = 140;
const synth = window.speechSynthesis;
const language = root.dataset.lang;
const playText = play.textContent;

let slide = 0;
let sentence = 0;
let playing = false;
let captions = true;
let timer = 0;
let turn = 0;

const sentences = () => [...slides[slide].querySelectorAll("[data-sentence]")];
const voices = () => (synth ? synth.getVoices().filter((one) => one.lang.toLowerCase().startsWith(language)) : []);

const show = () => {
  slides.forEach((one, number) => { one.hidden = number !== slide; });
  chapters.forEach((one) => { one.hidden = !one.contains(slides[slide]); });
  chapter.value = String(chapters.findIndex((one) => one.contains(slides[slide])));
  place.textContent = place.dataset.text.replace("{now}", slide + 1).replace("{all}", slides.length);
  const said = sentences();
  root.querySelectorAll("[data-sentence][aria-current]").forEach((one) => one.removeAttribute("aria-current"));
  said[sentence]?.setAttribute("aria-current", "true");
  caption.textContent = said[sentence]?.textContent ?? "";
  caption.hidden = !captions;
};

const quiet = () => {
  turn += 1;
  clearTimeout(timer);
  synth?.cancel();
};

const stop = () => {
  playing = false;
  quiet();
  play.textContent = playText;
};

const goOn = (mine) => {
  if (mine !== turn || !playing) { return; }
  if (sentence + 1 < sentences().length) { sentence += 1; } else if (slide + 1 < slides.length) { slide += 1; sentence = 0; } else { stop(); return; }
  say();
};

const atReadingPace = (text, mine) => {
  const words = text.split(/\s+/).length;
  timer = setTimeout(() => goOn(mine), (words * 60000) / (WORDS_A_MINUTE * Number(speed.value)));
};

function say() {
  quiet();
  const mine = turn;
  show();
  const text = sentences()[sentence]?.textContent ?? "";
  const known = voices();
  part("silent").hidden = known.length > 0;
  if (!known.length) { atReadingPace(text, mine); return; }
  const words = new SpeechSynthesisUtterance(text);
  words.voice = known.find((one) => one.voiceURI === voice.value) ?? known[0];
  words.lang = words.voice.lang;
  words.rate = Number(speed.value);
  words.onend = () => goOn(mine);
  words.onerror = (event) => { if (mine === turn && event.error !== "canceled" && event.error !== "interrupted") { atReadingPace(text, mine); } };
  synth.speak(words);
}

const start = () => {
  playing = true;
  play.textContent = play.dataset.pauseText;
  say();
};

const move = (step) => {
  slide = Math.min(slides.length - 1, Math.max(0, slide + step));
  sentence = 0;
  if (playing) { say(); } else { show(); }
};

const toggle = () => (playing ? stop() : start());
const toggleCaptions = () => {
  captions = !captions;
  part("captions").setAttribute("aria-pressed", String(captions));
  caption.hidden = !captions;
};

const listVoices = () => {
  const known = voices();
  part("voices").hidden = known.length < 2;
  voice.replaceChildren(...known.map((one) => new Option(one.name, one.voiceURI)));
};

play.addEventListener("click", toggle);
part("back").addEventListener("click", () => move(-1));
part("forward").addEventListener("click", () => move(1));
part("captions").addEventListener("click", toggleCaptions);
speed.addEventListener("change", () => { if (playing) { say(); } });
voice.addEventListener("change", () => { if (playing) { say(); } });
chapter.addEventListener("change", () => move(slides.findIndex((one) => chapters[Number(chapter.value)].contains(one)) - slide));
root.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.tagName === "SELECT") { return; }
  const does = { k: toggle, j: () => move(-1), l: () => move(1), c: toggleCaptions }[event.key.toLowerCase()];
  if (does) { event.preventDefault(); does(); }
});
addEventListener("pagehide", stop);
synth?.addEventListener?.("voiceschanged", listVoices);

chapter.replaceChildren(...chapters.map((one, number) => new Option(one.dataset.part, String(number))));
root.classList.add("webinar--playing");
controls.hidden = false;
listVoices();
show();
