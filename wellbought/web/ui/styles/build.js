// Builds everything under ../static/ui from the sources beside this file: `npm run build` at the root.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
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

await build({
  entryPoints: [join(here, "wellbought.js")],
  outfile: join(out, "wellbought.js"),
  nodePaths: [packages],
  bundle: true,
  format: "esm",
  minify: true,
  legalComments: "none",
  target: ["es2020"],
});

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
