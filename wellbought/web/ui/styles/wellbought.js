// What the interface adds where scripts run. Every page works without it.
import { createAll } from "govuk-frontend/dist/govuk/init.mjs";
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import { Tabs } from "govuk-frontend/dist/govuk/components/tabs/tabs.mjs";
import { printUnfolded } from "./printing.js";
import { term } from "./term.js";

const designSystem = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
  Tabs,
];

/** A button that copies the address beside it, and says whether it could. */
function copyLink(root) {
  const input = root.querySelector("input");
  const button = root.querySelector("button");
  const done = root.querySelector("[data-done]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(input.value);
      done.textContent = done.dataset.done;
    } catch {
      input.focus();
      input.select();
      done.textContent = done.dataset.failed;
    }
  });
}

/** Keeps what is typed into a form in this browser until the server has it, and offers it again if it was lost. */
function draft(root) {
  const form = root.closest("form");
  const offer = root.querySelector("[data-offer]");
  const said = root.querySelector("[data-said]");
  const store = `wb-draft:${root.dataset.key}`;
  const version = Number(root.dataset.version);
  const longest = 7 * 24 * 3600 * 1000;
  const kinds = "textarea, input[type=text], input[type=url], input:not([type])";
  const fields = () => [...form.querySelectorAll(kinds)].filter((field) => field.name && field.type !== "hidden");
  const texts = () => Object.fromEntries(fields().map((field) => [field.name, field.value]));
  const plain = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();
  const same = (one, other) => Object.keys(one).every((name) => plain(one[name]) === plain(other[name] ?? ""));
  const remove = () => {
    try {
      localStorage.removeItem(store);
    } catch {}
  };
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(store));
      return kept && Date.now() - kept.at < longest ? kept : null;
    } catch {
      return null;
    }
  };
  const keep = (sent) => {
    try {
      localStorage.setItem(store, JSON.stringify({ at: Date.now(), texts: texts(), version, sent }));
    } catch {}
  };
  const begin = texts();
  const kept = read();
  const arrived = () => {
    const place = root.dataset.shown && document.querySelector(root.dataset.shown);
    if (!kept.sent || !place) return false;
    const there = plain(place.textContent);
    return Object.values(kept.texts).every((text) => there.includes(plain(text)));
  };
  const empty = kept && Object.values(kept.texts).every((text) => !text.trim());
  if (kept && !root.dataset.unsaved) {
    if (empty || same(kept.texts, begin) || arrived()) remove();
    else offer.hidden = false;
  }
  root.querySelector("[data-restore]").addEventListener("click", () => {
    const { texts: back } = read() ?? kept;
    for (const field of fields()) if (field.name in back) field.value = back[field.name];
    offer.hidden = true;
    fields()[0]?.focus();
  });
  root.querySelector("[data-forget]").addEventListener("click", () => {
    remove();
    offer.hidden = true;
  });
  form.addEventListener("input", () => {
    if (offer.hidden) keep(false);
  });
  form.addEventListener("submit", (event) => {
    keep(true);
    if (navigator.onLine) return;
    event.preventDefault();
    said.textContent = root.dataset.offline;
    said.className = "govuk-inset-text";
  });
}

/** A chart that answers to the pointer, fetched when it comes into view; until then its still picture serves. */
function liveChart(root) {
  new IntersectionObserver((seen, observer) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    observer.disconnect();
    import(root.dataset.script).then(({ draw }) => draw(root)).catch(() => {});
  }).observe(root);
}

const ours = { "wb-copy": copyLink, "wb-draft": draft, "wb-term": term };

/** Brings a page, or a part that was loaded later, to life. */
export function start(scope = document) {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  for (const component of designSystem) createAll(component, undefined, scope);
  for (const [name, enhance] of Object.entries(ours)) {
    for (const root of scope.querySelectorAll(`[data-module="${name}"]`)) enhance(root);
  }
  for (const root of scope.querySelectorAll("[data-chart]")) liveChart(root);
}

start();
printUnfolded();
