// Starts the page's WebAssembly, and shows the failure screen of index.html when it
// cannot start or when it has died. Nothing is sent anywhere.
//
// Until then the first answer of an example stands in the page as HTML. This script runs before the first paint: it sets
// the colours, and takes that answer away or puts another in its place where the address or a saved case asks for
// something else: <html data-drawn> is "none" while nothing is drawn.
//
// A classic script on purpose: a sandboxed frame may be refused every module, and then
// only a classic script is left to say so.
//
// <html data-state> is "starting", "running" or "failed". A build for development keeps a panic's
// message in <html data-panic>; the published one has none, and the browser's own error says "unreachable".
(() => {
  "use strict";

  const WORDS = {
    blocked:
      "This browser cannot run WebAssembly, or a setting or network filter blocks it. accesspath does all its work in your browser and needs WebAssembly for it. Another browser, a normal window in place of a locked-down one, or another network may help.",
    unreachable:
      "A part of the page could not be loaded. The connection may have dropped, a network filter may block or change it, or the site has just been updated. Reload to try again.",
    damaged:
      "A part of the page arrived damaged, or was changed on its way by a filter. Reload to try again, or try another network.",
    crashed:
      "The page met an error in its own code and had to stop. This is a fault of the page, not of what you gave it.",
    late:
      "The page met an error and has not started. It may still do so; if it does not, reload.",
  };

  // Generous, because a slow connection is no failure. No measurement stands behind the number.
  const PATIENCE_MS = 15_000;

  // The smallest valid module: eight bytes that fail to compile only where WebAssembly is not allowed.
  const EMPTY_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

  // As gallery.rs, state and storage have them.
  const DEFAULT_EXAMPLE = "four-ways-in";
  const THEME_KEY = "accesspath-theme";
  const CASE_KEY = "accesspath-case-";

  const script = document.currentScript;
  const root = document.documentElement;
  const element = (name) => document.getElementById(`failure${name}`);
  let app;

  const folder = new URL("./", script.src).href;
  const escaped = folder.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const ownFile = new RegExp(`${escaped}[\\w.-]+\\.(js|wasm)`);

  let firstError;
  let patience;

  function describe(error) {
    if (!(error instanceof Error)) return String(error);
    const text = String(error);
    const stack = error.stack ?? "";
    // Chromium repeats the message at the head of the stack, other browsers do not.
    return stack.startsWith(text) ? stack : `${text}\n${stack}`;
  }

  function note(error) {
    firstError ??= describe(error);
  }

  function rescuedText() {
    return Array.from(app.querySelectorAll("textarea[data-document]"))
      .filter((area) => area.value !== "")
      .map((area) => `=== ${area.dataset.document} ===\n${area.value}\n`)
      .join("\n");
  }

  function fail(kind, error) {
    note(error);
    if (root.dataset.state === "failed") return;
    clearTimeout(patience);
    const started = root.dataset.state === "running";
    root.dataset.state = "failed";
    root.dataset.failure = kind;

    // Read before anything else is touched: this text may exist nowhere else. What was drawn is nobody's own.
    const text = started ? rescuedText() : "";
    app.inert = true;
    app.hidden = !started;

    element("-words").textContent =
      text === "" ? WORDS[kind] : `${WORDS[kind]} Your documents are below: copy them before you reload.`;
    element("-text").value = text;
    element("-rescue").hidden = text === "";
    element("-error").textContent = [root.dataset.panic, firstError].filter(Boolean).join("\n\n");
    // What the page died of may be in the link or in the saved case, and either would come back with a reload.
    element("-reload-plain").hidden = kind !== "crashed";
    element("").hidden = false;
    element("").focus();
  }

  function running() {
    if (root.dataset.failure === "late") {
      element("").hidden = true;
      app.inert = false;
      app.hidden = false;
      delete root.dataset.failure;
    } else if (root.dataset.state === "failed") {
      return;
    }
    clearTimeout(patience);
    root.dataset.state = "running";
  }

  // Extensions run in this page too, and their errors are none of the page's business.
  function isOwn(error, file) {
    if (!(error instanceof Error) || error instanceof DOMException) return false;
    if (file) return ownFile.test(file) || file.startsWith("wasm:");
    const stack = error.stack ?? "";
    if (stack.includes("-extension://")) return false;
    return ownFile.test(stack) || (globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError);
  }

  // An error that left the WebAssembly instance has unwound nothing there: no state can be trusted after it.
  function onError(error, file) {
    if (isOwn(error, file)) {
      fail("crashed", error);
    } else if (root.dataset.state === "starting") {
      patience ??= setTimeout(() => fail("late", error), PATIENCE_MS);
    }
  }

  async function copy() {
    const area = element("-text");
    let copied;
    try {
      await navigator.clipboard.writeText(area.value);
      copied = true;
    } catch {
      area.focus();
      area.select();
      copied = document.execCommand("copy");
    }
    element("-copied").textContent = copied ? "Copied." : "The text is selected: press Ctrl+C, on a Mac ⌘C.";
  }

  async function compile(url) {
    const response = await fetch(url, { integrity: script.dataset.wasmIntegrity ?? "" });
    if (!response.ok) throw new TypeError(`${response.status} for ${url}`);
    // Not every host knows the type of a .wasm file, and only the right type can be compiled while it arrives.
    const streams = WebAssembly.compileStreaming && response.headers.get("content-type") === "application/wasm";
    return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
  }

  // What is drawn is seen before the program takes the line and the processor: a frame is shown some time after it is
  // made. A page that nobody sees paints nothing, so the wait ends. The numbers have no derivation.
  function painted() {
    const since = performance.now() - (performance.getEntriesByType("paint").at(-1)?.startTime ?? Infinity);
    if (since > 500) return undefined;
    return new Promise((done) => {
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)));
      setTimeout(done, 2000);
    });
  }

  async function start() {
    let kind = "blocked";
    try {
      new WebAssembly.Module(EMPTY_MODULE);
      kind = "unreachable";
      if (app.querySelector(".still")) await painted();
      const [{ default: init }, module] = await Promise.all([
        import(root.dataset.js),
        compile(new URL(script.dataset.wasm, document.baseURI).href),
      ]);
      kind = "crashed";
      await init({ module_or_path: module });
      running();
    } catch (error) {
      fail(isDamage(error, kind) ? "damaged" : kind, error);
    }
  }

  function isDamage(error, kind) {
    if (kind === "unreachable") return error instanceof SyntaxError || error instanceof WebAssembly.CompileError;
    return kind === "crashed" && error instanceof WebAssembly.LinkError;
  }

  function stored(read) {
    try {
      return read(localStorage);
    } catch {
      // A frame may be refused its storage.
      return undefined;
    }
  }

  // The example that the page will show at first, if it is one, and nothing else is told beside it.
  function firstExample(embedded) {
    const hasCases = (storage) => Object.keys(storage).some((it) => it.startsWith(CASE_KEY));
    if (!embedded && stored(hasCases)) return undefined;
    const fragment = location.hash.slice(1);
    if (fragment === "") return root.dataset.example ?? DEFAULT_EXAMPLE;
    return /^ex=([a-z0-9-]+)$/.exec(fragment)?.[1];
  }

  // The drawn answer of an example, from its own page: a document that runs no script.
  function fetchDrawn(example, kind) {
    const request = new XMLHttpRequest();
    request.open("GET", `${folder}examples/${example}/${kind}.html`);
    request.responseType = "document";
    request.addEventListener("load", () => {
      const drawn = request.status < 300 ? request.response?.querySelectorAll(".still") : undefined;
      const put = () => putDrawn(drawn ?? []);
      if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", put);
      else put();
    });
    request.send();
  }

  function putDrawn(drawn) {
    // The program may have been faster.
    if (drawn.length === 0 || document.querySelector("[data-app]") || root.dataset.drawn !== "none") return;
    for (const it of app.querySelectorAll(".still")) it.remove();
    app.prepend(...[...drawn].map((it) => document.adoptNode(it)));
    root.dataset.drawn = "fetched";
    app.inert = true;
    // A page around this one makes room for the answer at once. The program tells the same, and more, when it runs.
    if (parent !== window) requestAnimationFrame(tellHeight);
  }

  function tellHeight() {
    const page = [...app.querySelectorAll(".still > .page")].find((it) => it.offsetHeight > 0);
    if (!page) return;
    // In a frame as high as that there is no scroll bar, which would make it narrower.
    root.style.overflow = "hidden";
    const height = Math.ceil(page.getBoundingClientRect().height) + 1;
    root.style.removeProperty("overflow");
    parent.postMessage({ accesspath: 1, type: "height", height }, "*");
  }

  // Before anything is painted.
  function prepare() {
    const asked = new URLSearchParams(location.search);
    const embedded = asked.get("embed") === "1";
    const theme = embedded ? asked.get("theme") : stored((it) => it.getItem(THEME_KEY));
    if (theme) root.dataset.theme = theme;
    root.dataset.site = folder;
    root.dataset.js = new URL(script.dataset.js, document.baseURI).href;
    // What is drawn is put in by `cargo xtask dist` alone.
    if (!script.dataset.css) return;
    const example = firstExample(embedded);
    const isHere = example === (root.dataset.example ?? DEFAULT_EXAMPLE) && !embedded;
    if (isHere) return;
    root.dataset.drawn = "none";
    // What is drawn for frames has their usual parts.
    const isUsual = !embedded || !(asked.has("show") || asked.has("editable"));
    if (example && isUsual) fetchDrawn(example, embedded ? "embed" : "index");
  }

  // The looks of what no first answer needs.
  function addLaterLooks() {
    if (!script.dataset.css) return;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(script.dataset.css, document.baseURI).href;
    link.integrity = script.dataset.cssIntegrity;
    document.head.append(link);
  }

  function begin() {
    app = document.getElementById("app");
    if (app.querySelector(".still") && root.dataset.drawn !== "none") app.inert = true;
    element("-copy").addEventListener("click", copy);
    element("-reload").addEventListener("click", () => location.reload());
    element("-reload-plain").addEventListener("click", () => {
      history.replaceState(null, "", `${location.pathname}${location.search}#ex=${DEFAULT_EXAMPLE}`);
      location.reload();
    });
    addLaterLooks();
    start();
  }

  root.dataset.state = "starting";
  prepare();
  // Captured, because a file that fails to load reports to its own element only.
  window.addEventListener("error", (event) => onError(event.error ?? event.message, event.filename), true);
  window.addEventListener("unhandledrejection", (event) => onError(event.reason));
  document.addEventListener("DOMContentLoaded", begin);
})();
