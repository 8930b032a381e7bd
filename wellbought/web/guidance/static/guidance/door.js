// Leads from the root of a published site to the language that the reader's browser asks for first.

const offered = new Map([...document.querySelectorAll("a[hreflang]")].map((link) => [link.hreflang, link.href]));
const wanted = navigator.languages.map((name) => name.split("-")[0]).find((name) => offered.has(name));
location.replace(offered.get(wanted) ?? offered.values().next().value);
