// What pages add that are read and not filled in: those of a published site of files. Every page works without it.
import { createAll } from "govuk-frontend/dist/govuk/init.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import { printUnfolded } from "./printing.js";
import { term } from "./term.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
createAll(SkipLink);
for (const root of document.querySelectorAll('[data-module="wb-term"]')) term(root);
printUnfolded();
