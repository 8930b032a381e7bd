// Builds everything under ../static/ui from the sources beside this file: `npm run build` at the root.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import rtlcss from "rtlcss";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..", "..", "..");
const packages = join(root, "node_modules");
const out = join(here, "..", "static", "ui");

mkdirSync(join(out, "fonts"), { recursive: true });

const css = compile(join(here, "wellbought.scss"), {
  style: "compressed",
  loadPaths: [packages],
  quietDeps: true,
}).css;
writeFileSync(join(out, "wellbought.css"), `${css}\n`);
writeFileSync(join(out, "wellbought.rtl.css"), `${rtlcss.process(css)}\n`);

const bundled = await build({
  // chart.js holds Vega and Vega-Lite and is fetched only where a chart comes into view; reading.js is what a published
  // site of files needs.
  entryPoints: ["wellbought.js", "reading.js", "chart.js"].map((name) => join(here, name)),
  outdir: out,
  nodePaths: [packages],
  bundle: true,
  format: "esm",
  minify: true,
  legalComments: "none",
  target: ["es2020"],
  metafile: true,
});

// The licences of all that was bundled go with it.
const names = new Set(
  Object.keys(bundled.metafile.inputs).flatMap((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []),
);
const licences = [...names].sort().map((name) => {
  const folder = join(packages, name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = ["LICENSE", "LICENSE.txt", "LICENSE.md"].map((one) => join(folder, one)).find((one) => existsSync(one));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(file, "utf8").trim() : ""}\n`;
});
writeFileSync(join(out, "LICENCES.txt"), licences.join(`\n${"-".repeat(72)}\n\n`));

const font = join(packages, "@fontsource-variable", "atkinson-hyperlegible-next");
for (const range of ["latin", "latin-ext"]) {
  copyFileSync(
    join(font, "files", `atkinson-hyperlegible-next-${range}-wght-normal.woff2`),
    join(out, "fonts", `atkinson-${range}.woff2`),
  );
}
copyFileSync(join(font, "LICENSE"), join(out, "fonts", "OFL.txt"));

// A test compares these with the sources, so that a change of style cannot be committed unbuilt.
const sources = readdirSync(here).filter((name) => /\.(scss|js)$/.test(name)).sort();
const digest = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
const built = Object.fromEntries(sources.map((name) => [name, digest(join(here, name))]));
built["package-lock.json"] = digest(join(root, "package-lock.json"));
writeFileSync(join(here, "built.json"), `${JSON.stringify(built, null, 2)}\n`);
