// Leads through the course, one step at a time. `report` (scorm.js or cmi5.js) tells the learning system.
(() => {
  const report = window.report;
  const sections = [...document.querySelectorAll("section")];
  const ids = sections.map((section) => section.id);
  const link = (id) => document.querySelector(`a[data-step="${id}"]`);
  let done = new Set();

  const show = (id, focus) => {
    sections.forEach((section) => { section.hidden = section.id !== id; });
    ids.forEach((one) => link(one).toggleAttribute("aria-current", one === id));
    link(id).setAttribute("aria-current", "step");
    if (focus) { document.getElementById(id).focus(); }
  };

  const mark = () => ids.forEach((id) => { link(id).parentElement.querySelector(".done").hidden = !done.has(id); });

  const finish = (id, score) => {
    done.add(id);
    mark();
    const complete = ids.every((one) => done.has(one));
    report.progress({ done: [...done], share: done.size / ids.length, score, complete });
    return complete;
  };

  const following = (id) => ids.slice(ids.indexOf(id) + 1).find((one) => !done.has(one)) ?? ids.find((one) => !done.has(one));

  const answered = (form) => [...form.querySelectorAll("fieldset")].every((set) => set.querySelector("input:checked"));

  const reveal = (form) => {
    form.querySelectorAll("[data-after]").forEach((element) => { element.hidden = false; });
  };

  const handIn = (event) => {
    event.preventDefault();
    const form = event.target;
    const section = form.closest("section");
    const missing = form.querySelector("[data-missing]");
    missing.hidden = answered(form);
    if (!missing.hidden) { return; }
    reveal(form);
    if (section.dataset.kind !== "quiz") {
      finish(section.id);
      const next = following(section.id);
      if (next) { link(next).focus(); }
      return;
    }
    const all = form.querySelectorAll("fieldset").length;
    const right = form.querySelectorAll("input[data-right]:checked").length;
    const passed = right >= Number(document.body.dataset.needed);
    const said = form.querySelector(passed ? "[data-passed]" : "[data-failed]");
    form.querySelector(passed ? "[data-failed]" : "[data-passed]").hidden = true;
    said.querySelector(".score").textContent = `${right} / ${all}.`;
    said.hidden = false;
    const score = Math.round((100 * right) / all);
    if (passed) { finish("quiz", score); } else { report.progress({ done: [...done], share: done.size / ids.length, score, complete: false }); }
  };

  document.querySelectorAll("form").forEach((form) => form.addEventListener("submit", handIn));
  document.querySelectorAll("[data-finish]").forEach((button) => button.addEventListener("click", () => {
    const id = button.closest("section").id;
    finish(id);
    show(following(id) ?? id, true);
  }));
  document.querySelectorAll("a[data-step]").forEach((one) => one.addEventListener("click", (event) => {
    event.preventDefault();
    show(one.dataset.step, true);
  }));
  addEventListener("pagehide", () => report.close());

  report.open().then((state) => {
    done = new Set((state.done ?? []).filter((id) => ids.includes(id)));
    mark();
    show(ids.find((id) => !done.has(id)) ?? ids[0], false);
  });
})();
