// Measures sites with Lighthouse's defaults for a phone: `node lighthouse.mjs PACKAGE CHROMIUM ROUNDS CATEGORIES NAME=FOLDER…`.
// The sites take turns. Prints a line for each measurement: the name, what was measured, the number.
//
// Each site is served as a good host does: compressed before, with a long life in the browser's cache.
import { createServer } from "node:http";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";

const [modules, chromePath, rounds, categories, ...sites] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(modules, path)));
const { default: lighthouse } = await load("lighthouse/core/index.js");
const { launch } = await load("chrome-launcher/dist/index.js");

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".png": "image/png",
};

function filesIn(folder, under = "/") {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path, `${under}${name}/`) : [[`${under}${name}`, path]];
  });
}

async function serve(folder) {
  const files = new Map(filesIn(folder));
  const packed = new Map();
  const pack = (path) => {
    if (!packed.has(path)) packed.set(path, brotliCompressSync(readFileSync(path)));
    return packed.get(path);
  };
  // Before anything is measured.
  for (const path of files.values()) if (/\.(html|js|css|wasm)$/.test(path)) pack(path);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = files.get(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    if (!path) return response.writeHead(404, { "content-length": 0 }).end();
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    const age = extname(path) === ".html" ? "no-cache" : "max-age=31536000";
    response.writeHead(200, { "content-type": type, "content-encoding": "br", "cache-control": age });
    response.end(pack(path));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return server;
}

const served = [];
for (const site of sites) {
  const at = site.indexOf("=");
  served.push([site.slice(0, at), await serve(site.slice(at + 1))]);
}
const flags = ["--headless=new", "--no-sandbox", "--disable-gpu"];
for (let round = 0; round < Number(rounds); round += 1) {
  for (const [name, server] of served) {
    const chrome = await launch({ chromePath, chromeFlags: flags });
    try {
      const options = { port: chrome.port, onlyCategories: categories.split(","), logLevel: "silent" };
      const { lhr } = await lighthouse(`http://127.0.0.1:${server.address().port}/`, options);
      if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
      for (const [id, { score }] of Object.entries(lhr.categories)) console.log(`${name}\t${id}\t${score * 100}`);
      for (const id of ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time"]) {
        if (lhr.audits[id]) console.log(`${name}\t${id}\t${lhr.audits[id].numericValue}`);
      }
      for (const { id, score, title } of Object.values(lhr.audits)) {
        if (score !== null && score < 1 && !categories.includes("performance")) console.error(`${name}: ${id}: ${title}`);
      }
    } finally {
      await chrome.kill();
    }
  }
}
for (const [, server] of served) server.close();
