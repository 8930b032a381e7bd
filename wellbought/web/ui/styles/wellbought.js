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

/** The meaning of a word, opened in place by pressing the word; Escape or pressing elsewhere closes it. */
function term(root) {
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

/** Paper cannot be unfolded: opens every fold for printing, and closes it again. */
function printUnfolded() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });
}

const ours = { "wb-copy": copyLink, "wb-term": term };

/** Brings a page, or a part that was loaded later, to life. */
export function start(scope = document) {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  for (const component of designSystem) createAll(component, undefined, scope);
  for (const [name, enhance] of Object.entries(ours)) {
    for (const root of scope.querySelectorAll(`[data-module="${name}"]`)) enhance(root);
  }
}

start();
printUnfolded();
