// Draws a figure's chart so that it answers to the pointer. Fetched only where a chart comes into view.
import { View, parse } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";
import { Handler } from "vega-tooltip";

const NARROW = 500;
const SHORT_LABELS = 110;

/** Puts a live chart in the place of its still picture. Expressions are interpreted, never evaluated as code. */
export async function draw(root) {
  const answer = await fetch(root.dataset.chart);
  if (!answer.ok) return;
  const live = root.querySelector(".market-live");
  const spec = await answer.json();
  const narrow = root.clientWidth < NARROW;
  for (const part of [spec, ...(spec.layer ?? [])]) {
    const axis = part.encoding?.y?.axis;
    if (narrow && axis?.labelLimit) axis.labelLimit = SHORT_LABELS;
  }
  spec.width = "container";
  spec.autosize = { type: "fit-x", contains: "padding" };
  if (!document.getElementById("market-tooltip")) {
    // Those who do not see it have the table, which says the same.
    const said = Object.assign(document.createElement("div"), { id: "market-tooltip", className: "vg-tooltip" });
    said.setAttribute("aria-hidden", "true");
    root.append(said);
  }
  const tooltip = new Handler({ id: "market-tooltip", disableDefaultStyle: true, theme: "custom" });
  live.hidden = false;
  try {
    const view = new View(parse(compile(spec).spec, null, { ast: true }), {
      expr: expressionInterpreter,
      container: live,
      renderer: "svg",
      hover: true,
      tooltip: tooltip.call,
    });
    await view.runAsync();
  } catch (error) {
    live.hidden = true;
    throw error;
  }
  root.classList.add("is-live");
  const caption = root.querySelector("figcaption");
  if (caption) caption.hidden = false;
}
