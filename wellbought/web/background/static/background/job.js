// Looks again every two seconds while the work goes on, and puts the new state where the old one stood.
const PAUSE = 2000;

async function lookAgain() {
  try {
    const response = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    if (response.ok && !response.redirected) {
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.getElementById("job");
      const shown = document.getElementById("job");
      if (fresh && shown && fresh.innerHTML !== shown.innerHTML) {
        shown.replaceChildren(...fresh.childNodes);
        shown.dataset.wbJob = fresh.dataset.wbJob;
      }
    }
  } catch {
    // The connection is away: look again later.
  }
  if (document.getElementById("job")?.dataset.wbJob === "going") window.setTimeout(lookAgain, PAUSE);
}

window.setTimeout(lookAgain, PAUSE);
