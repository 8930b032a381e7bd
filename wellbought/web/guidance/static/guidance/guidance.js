// What the pages of the guidance add where scripts run: ticks, printing, copying. Every page works without it.

const STORE = "wellbought.ticked";

/** The ids of the questions that this browser has ticked. */
function readTicks() {
  try {
    return new Set(JSON.parse(localStorage.getItem(STORE) ?? "[]"));
  } catch {
    return new Set();
  }
}

function keepTicks(ticks) {
  try {
    localStorage.setItem(STORE, JSON.stringify([...ticks]));
  } catch {
    // The browser keeps nothing for this site: the ticks last as long as the page.
  }
}

/** A box to tick at each question, kept in this browser alone. */
function ticks(list) {
  const ticked = readTicks();
  const boxes = [];
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.className = "govuk-body";
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "wb-button-quiet";
  clear.textContent = list.dataset.clear;
  const bar = document.createElement("div");
  bar.className = "guide-ticked wb-no-print";
  bar.append(status, clear);
  list.prepend(bar);

  const show = () => {
    const count = boxes.filter((box) => box.checked).length;
    status.textContent = list.dataset.ticked.replace("{count}", count).replace("{total}", boxes.length);
    clear.hidden = ticked.size === 0;
  };

  for (const card of list.querySelectorAll("article[id]")) {
    const heading = card.querySelector(".wb-question__text");
    heading.id = `${card.id}-text`;
    const item = document.createElement("div");
    item.className = "govuk-checkboxes govuk-checkboxes--small guide-tick";
    const inner = document.createElement("div");
    inner.className = "govuk-checkboxes__item";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.className = "govuk-checkboxes__input";
    box.id = `${card.id}-tick`;
    box.autocomplete = "off";
    box.checked = ticked.has(card.id);
    box.setAttribute("aria-describedby", heading.id);
    const label = document.createElement("label");
    label.className = "govuk-label govuk-checkboxes__label";
    label.htmlFor = box.id;
    label.textContent = list.dataset.tick;
    inner.append(box, label);
    item.append(inner);
    heading.after(item);
    card.classList.toggle("guide-is-ticked", box.checked);
    box.addEventListener("change", () => {
      if (box.checked) ticked.add(card.id);
      else ticked.delete(card.id);
      card.classList.toggle("guide-is-ticked", box.checked);
      keepTicks(ticked);
      show();
    });
    boxes.push(box);
  }

  clear.addEventListener("click", () => {
    ticked.clear();
    keepTicks(ticked);
    for (const box of boxes) {
      box.checked = false;
      box.closest("article").classList.remove("guide-is-ticked");
    }
    show();
    boxes[0]?.focus();
  });
  show();
}

/** A button that opens the browser's own printing. */
function printing(button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

/** A button that copies the text beside it, and says whether it could. */
function copying(root) {
  const text = root.querySelector("textarea");
  const button = root.querySelector("button");
  const done = root.querySelector("[data-done]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
      done.textContent = done.dataset.done;
    } catch {
      text.focus();
      text.select();
      done.textContent = done.dataset.failed;
    }
  });
}

for (const list of document.querySelectorAll("[data-guide-ticks]")) ticks(list);
for (const button of document.querySelectorAll("[data-guide-print]")) printing(button);
for (const root of document.querySelectorAll("[data-guide-copy]")) copying(root);
