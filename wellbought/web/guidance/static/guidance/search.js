// The search of a published site: finds pages by an index that was made with the site, without a server.
// Words are folded as wellbought/web/guidance/actions/words.py folds them; endings and small mistakes do not matter.

const ARTICLE = "\u0627\u0644";
const GAP = 32;
const MOST = 20;

/** The words of a text without case and marks. */
export function fold(text) {
  const words = text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .map((word) => (word.length > 4 && word.startsWith(ARTICLE) ? word.slice(2) : word))
    .filter((word) => word.length > 1 || /\d/.test(word));
}

/** How many letters must change, fall out, come in or change places; more than `most` is `most + 1`. */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let cost = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        cost = Math.min(cost, before[j - 2] + 1);
      }
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[other.length];
}

/** How many letters two words begin with alike. */
function alike(one, other) {
  let count = 0;
  while (count < one.length && one[count] === other[count]) count++;
  return count;
}

/** The words of the index that stand for a word that was typed, each with how well it does. */
export function standIns(word, words) {
  const found = new Map();
  words.forEach((known, place) => {
    if (known === word) {
      found.set(place, 1);
    } else if (word.length > 2 && known.startsWith(word)) {
      found.set(place, 0.75 * (word.length / known.length));
    } else if (word.length > 4 && known.length > 3) {
      const same = alike(word, known);
      if (same >= 4 && same >= Math.max(word.length, known.length) - 3) found.set(place, 0.6 * (same / word.length));
    }
  });
  if (found.size > 0 || word.length < 4) return found;
  const most = word.length > 7 ? 2 : 1;
  words.forEach((known, place) => {
    const wrong = distance(word, known, most);
    if (wrong <= most) found.set(place, 0.5 / wrong);
  });
  return found;
}

/** The items that hold the words that were typed, the best first. */
export function find(index, typed, { kind = "", stage = "", role = "", approach = "" } = {}) {
  const common = new Set(index.common.split(" "));
  const words = index.words.split(" ");
  const total = index.items.length;
  const scores = new Map();
  const matched = new Set();
  for (const word of new Set(fold(typed))) {
    if (common.has(word)) continue;
    const best = new Map();
    for (const [place, fitness] of standIns(word, words)) {
      const postings = index.hits[place];
      const rarity = Math.log(1 + (total - postings.length + 0.5) / (postings.length + 0.5));
      matched.add(words[place]);
      let item = -1;
      for (const posting of postings) {
        item += Math.floor(posting / GAP);
        const score = fitness * rarity * (posting % GAP);
        if (score > (best.get(item) ?? 0)) best.set(item, score);
      }
    }
    for (const [item, score] of best) scores.set(item, (scores.get(item) ?? 0) + score);
  }
  const passes = (mask, names, name) => !name || (mask & (1 << names.indexOf(name))) !== 0;
  const found = [...scores]
    .map(([place, score]) => [index.items[place], score])
    .filter(
      ([item]) =>
        (!kind || index.kinds[item[0]] === kind) &&
        passes(item[4], index.stages, stage) &&
        passes(item[5], index.roles, role) &&
        passes(item[6], index.approaches, approach),
    )
    .sort((one, other) => other[1] - one[1])
    .slice(0, MOST)
    .map(([item]) => item);
  return { found, matched };
}

/** A text with the words that were found marked in it. */
function marked(text, matched) {
  const line = document.createElement("p");
  line.className = "guide-topic__what";
  for (const piece of text.split(/([\p{L}\p{M}\p{N}]+)/u)) {
    if (fold(piece).some((word) => matched.has(word))) {
      const mark = document.createElement("mark");
      mark.textContent = piece;
      line.append(mark);
    } else {
      line.append(piece);
    }
  }
  return line;
}

function shown([kind, title, href, lead], kinds, matched) {
  const item = document.createElement("li");
  item.className = "guide-topic";
  const what = document.createElement("p");
  what.className = "guide-quiet";
  what.textContent = kinds[kind];
  const heading = document.createElement("h2");
  heading.className = "guide-topic__title";
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = href;
  link.textContent = title;
  heading.append(link);
  item.append(what, heading, marked(lead, matched));
  return item;
}

async function search(root) {
  const form = document.querySelector("form.guide-search");
  const asked = new URLSearchParams(location.search);
  for (const [name, value] of asked) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  const typed = (asked.get("q") ?? "").trim();
  if (!typed) return;
  const status = root.querySelector("[role=status]");
  const list = root.querySelector("ol");
  try {
    const answer = await fetch(root.dataset.index);
    if (!answer.ok) throw new Error(answer.statusText);
    const index = await answer.json();
    const { found, matched } = find(index, typed, Object.fromEntries(asked));
    const names = new Map([...form.elements.kind.options].map((option) => [option.value, option.textContent]));
    const kinds = index.kinds.map((kind) => names.get(kind) ?? "");
    list.replaceChildren(...found.map((item) => shown(item, kinds, matched)));
    list.hidden = found.length === 0;
    status.textContent = found.length
      ? root.dataset.found.replace("{count}", found.length)
      : root.dataset.nothing.replace("{words}", typed);
  } catch {
    status.textContent = root.dataset.failed;
  }
}

if (typeof document !== "undefined") {
  for (const root of document.querySelectorAll("[data-guide-search]")) search(root);
}
