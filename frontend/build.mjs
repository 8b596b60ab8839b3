// Builds what the browser gets, from pinned packages, into the web package: one style sheet, one script, htmx, two weights of one font.
// Writes VENDOR.json beside them: name, version, licence and SHA-256 of each file, which a test compares.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";
import { mirror } from "./mirror.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const out = join(here, "../src/wesaid_web/common/static/wesaid");
rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "fonts"), { recursive: true });

const version = (name) => JSON.parse(readFileSync(join(modules, name, "package.json"))).version;
const files = [];
const record = (file, packages) => {
  const sha256 = createHash("sha256").update(readFileSync(join(out, file))).digest("hex");
  files.push({ file, sha256, from: packages });
};

// Style sheets: components of the NHS design system in our own colours and type, and our own rules; and what PDFs are made with.
const compiled = (name) => {
  const made = sass.compile(join(here, `scss/${name}.scss`), {
    loadPaths: [modules],
    style: "compressed",
    quietDeps: true,
  });
  writeFileSync(join(out, `${name}.css`), made.css.replace(/^\uFEFF/, "") + "\n");
  return made;
};
const css = compiled("wesaid");
const nhsuk = { name: "nhsuk-frontend", version: version("nhsuk-frontend"), licence: "MIT" };
record("wesaid.css", [nhsuk]);
// Words of another direction keep their own (an English sentence keeps its full stop at its end), and begin on the right all the same.
// In a line of small things one after the other, the dot between two stays between them.
const BLOCKS = "p,li,dt,dd,th,td,caption,h1,h2,h3,legend,label,summary,figcaption,option,.nhsuk-hint,.nhsuk-error-message,.nhsuk-button";
const RIGHT_TO_LEFT = `body{text-align:right}${BLOCKS}{unicode-bidi:plaintext}.nhsuk-table__header--numeric,.nhsuk-table__cell--numeric{text-align:left}.ws-meta li{unicode-bidi:isolate}`;
// The same from right to left, for languages that are written so.
writeFileSync(join(out, "wesaid.rtl.css"), mirror(css.css.replace(/^\uFEFF/, "")) + RIGHT_TO_LEFT + "\n");
record("wesaid.rtl.css", [nhsuk]);
compiled("paper");
record("paper.css", []);

// Script: the few components that help when JavaScript is on; every page works without.
await esbuild.build({
  entryPoints: [join(here, "js/wesaid.js")],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  legalComments: "none",
  nodePaths: [modules],
  outfile: join(out, "wesaid.js"),
});
record("wesaid.js", [nhsuk]);

// Only on the pages where a passkey can be used or added.
await esbuild.build({
  entryPoints: [join(here, "js/passkey.js")],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  legalComments: "none",
  outfile: join(out, "passkey.js"),
});
record("passkey.js", []);

copyFileSync(join(modules, "htmx.org/dist/htmx.min.js"), join(out, "htmx.min.js"));
record("htmx.min.js", [{ name: "htmx.org", version: version("htmx.org"), licence: "0BSD" }]);

const fontPackage = "@fontsource/atkinson-hyperlegible-next";
for (const weight of ["400", "700"]) {
  for (const letters of ["latin", "latin-ext"]) {
    const file = `fonts/atkinson-hyperlegible-next-${letters}-${weight}-normal.woff2`;
    copyFileSync(join(modules, fontPackage, "files", file.slice(6)), join(out, file));
    record(file, [{ name: fontPackage, version: version(fontPackage), licence: "OFL-1.1" }]);
  }
}

// The pictures that the style sheet names; the build stops if one is missing.
const icons = [...new Set([...css.css.matchAll(/url\("images\/([^"]+)"\)/g)].map((match) => match[1]))].sort();
mkdirSync(join(out, "images"), { recursive: true });
for (const icon of icons) {
  copyFileSync(join(modules, "nhsuk-frontend/dist/nhsuk/assets/images", icon), join(out, "images", icon));
  record(`images/${icon}`, [nhsuk]);
}

copyFileSync(join(here, "mark.svg"), join(out, "mark.svg"));
record("mark.svg", []);

const licences = [
  ["nhsuk-frontend (MIT)", join(here, "licences/nhsuk-frontend.txt")],
  ["htmx (0BSD)", join(modules, "htmx.org/LICENSE")],
  ["Atkinson Hyperlegible Next (SIL Open Font License 1.1)", join(modules, fontPackage, "LICENSE")],
].map(([title, path]) => `== ${title} ==\n\n${readFileSync(path, "utf8").trim()}\n`);
writeFileSync(join(out, "LICENSES.txt"), licences.join("\n"));
writeFileSync(join(out, "VENDOR.json"), JSON.stringify({ build: "npm ci && npm run build, in frontend/", files }, null, 2) + "\n");
