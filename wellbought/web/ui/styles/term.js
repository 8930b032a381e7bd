const SOON = 300;

/**
 * The meaning of a word: a mouse that rests on the word sees it, a press keeps it open; Escape or a press elsewhere
 * closes it.
 */
export function term(root) {
  const link = root.querySelector(".wb-term__link");
  const meaning = root.querySelector(".wb-term__meaning");
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  link.setAttribute("aria-controls", meaning.id);
  link.removeAttribute("aria-describedby");
  let waiting = 0;
  let pressed = false;
  const show = (open, byPress = false) => {
    clearTimeout(waiting);
    pressed = open && byPress;
    meaning.hidden = !open;
    link.setAttribute("aria-expanded", String(open));
    if (open) keepInside(meaning);
  };
  const toggle = (event) => {
    event.preventDefault();
    show(meaning.hidden || !pressed, true);
  };
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    toggle(event);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") toggle(event);
  });
  // A mouse may cross from the word to its meaning without losing it.
  const rests = (open) => (event) => {
    if (event.pointerType !== "mouse" || pressed) return;
    clearTimeout(waiting);
    waiting = setTimeout(show, SOON, open);
  };
  root.addEventListener("pointerenter", rests(true));
  root.addEventListener("pointerleave", rests(false));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || meaning.hidden) return;
    const within = root.contains(document.activeElement);
    show(false);
    if (within) link.focus();
  });
  document.addEventListener("click", (event) => {
    if (!root.contains(event.target)) show(false);
  });
}

/** Moves an opened meaning sideways, so that it never makes the page scroll sideways. */
function keepInside(box) {
  box.style.translate = "";
  const { left, right } = box.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  if (right > width - 10) box.style.translate = `${Math.floor(width - 10 - right)}px 0`;
  else if (left < 10) box.style.translate = `${Math.ceil(10 - left)}px 0`;
}
