/** The meaning of a word, opened in place by pressing the word; Escape or pressing elsewhere closes it. */
export function term(root) {
  const link = root.querySelector(".wb-term__link");
  const meaning = root.querySelector(".wb-term__meaning");
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  link.setAttribute("aria-controls", meaning.id);
  link.removeAttribute("aria-describedby");
  const show = (open) => {
    meaning.hidden = !open;
    link.setAttribute("aria-expanded", String(open));
    if (open) keepInside(meaning);
  };
  const toggle = (event) => {
    event.preventDefault();
    show(meaning.hidden);
  };
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    toggle(event);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") toggle(event);
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || meaning.hidden) return;
    show(false);
    link.focus();
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
