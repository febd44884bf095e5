// Defines <access-path>: a frame with this site's page that grows with its content and follows the colours of the page
// around it. docs/embedding.md describes its attributes, methods and events.
//
// A classic script without dependencies. What it styles goes through constructed style sheets and the style objects of
// its own elements, so that a page may forbid every inline style. Nothing is stored, and nothing is sent anywhere but
// between the two pages.
(() => {
  "use strict";

  const script = document.currentScript;
  if (!script || customElements.get("access-path")) return;

  // Only the folder that this script came from is ever framed.
  const SITE = new URL("./", script.src);

  const USUAL = "four-ways-in";

  // A frame of no use for reading, and one that a fault would let grow for ever. The numbers have no derivation.
  const LEAST = 80;
  const MOST = 12_000;

  // The place that is kept for a frame that has not answered: about what the parts of the examples come to, beside one
  // another and, below a width, one over the other.
  const NARROW = 560;
  const LANES = 820;
  const HEADER = 40;
  const WIDE_PARTS = { question: 25, verdict: 90, picture: 650, statement: 650, message: 220, fix: 110, policies: 640 };
  const NARROW_PARTS = { question: 45, verdict: 130, picture: 1000, statement: 900, message: 220, fix: 110, policies: 640 };

  // The heights of the examples with all their parts, in frames 390, 740 and 912 px wide; `cargo xtask dist` puts them in.
  const HEIGHTS = {};

  // How long a frame that has loaded may take to answer before its place is given up. It may still answer later.
  const PATIENCE_MS = 20_000;

  const STYLE = new CSSStyleSheet();
  STYLE.replaceSync(`
    :host { display: block; position: relative; }
    :host([hidden]) { display: none; }
    iframe {
      display: block; box-sizing: content-box; width: calc(100% - 2px); height: 0;
      border: 1px solid color-mix(in srgb, currentcolor 25%, transparent); border-radius: 8px;
    }
    iframe:not(.answered) { position: absolute; inset: 0; visibility: hidden; }
    .answered + slot { display: none; }
  `);

  // The themes of mdBook, which names them in a class.
  const NAMED = { light: "light", rust: "light", coal: "dark", navy: "dark", ayu: "dark", dark: "dark" };
  // Where generators say what they show: Furo, Docusaurus and pydata; Bootstrap; MkDocs Material.
  const TOLD = ["data-theme", "data-bs-theme", "data-md-color-scheme"];
  const WORDS = { light: "light", dark: "dark", default: "light", slate: "dark" };

  const system = matchMedia("(prefers-color-scheme: dark)");
  const ofSystem = () => (system.matches ? "dark" : "light");

  /** What the page around the element shows: "light" or "dark". */
  function themeAround(element) {
    for (const root of [document.body, document.documentElement]) {
      for (const name of TOLD) {
        const told = root?.getAttribute(name);
        if (told === "auto") return ofSystem();
        if (WORDS[told]) return WORDS[told];
      }
      const named = [...(root?.classList ?? [])].find((it) => Object.hasOwn(NAMED, it));
      if (named) return NAMED[named];
    }
    const scheme = getComputedStyle(element).colorScheme;
    if (/dark/.test(scheme)) return /light/.test(scheme) ? ofSystem() : "dark";
    return /light/.test(scheme) || !isOnDark(element) ? "light" : "dark";
  }

  /** The first ground behind the element is dark: for pages that only paint themselves so. */
  function isOnDark(element) {
    for (let it = element; it; it = it.parentElement ?? it.getRootNode().host) {
      const [red, green, blue, alpha = 1] = (getComputedStyle(it).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
      if (alpha > 0.5) return red * 0.299 + green * 0.587 + blue * 0.114 < 128;
    }
    return false;
  }

  class AccessPath extends HTMLElement {
    static observedAttributes = ["example", "link", "path", "control", "show", "editable", "theme", "title"];

    #frame;
    /** What waits until the frame answers. */
    #waiting = [];
    #answered = false;
    /** The attributes that changed, until the task ends in which they did. */
    #changed;
    #theme;
    #patience;
    #watch = new MutationObserver(() => this.#follow());
    #onMessage = (event) => this.#hear(event);
    #onScheme = () => this.#follow();

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [STYLE];
      const slot = document.createElement("slot");
      // Where the author gave no link of their own.
      slot.append(Object.assign(document.createElement("a"), { target: "_blank", textContent: "Open in accesspath" }));
      root.append(slot);
    }

    /** The last verdict: the headline, the outcome of each path, and what is selected. */
    verdict;

    /** Opens an example or a link, with the path and the control to select. */
    load({ example, link, path, control } = {}) {
      this.#tell({ type: "load", example, link, path, control });
    }

    /** Selects a path, and a control on it. */
    select({ path, control } = {}) {
      this.#tell({ type: "select", path, control });
    }

    /** Sends the request: "play", "pause", "next", "back" or "reset". */
    step(step) {
      this.#tell({ type: "step", step });
    }

    connectedCallback() {
      const frame = document.createElement("iframe");
      const [slot] = this.shadowRoot.querySelectorAll("slot");
      this.#frame = frame;
      this.#theme = this.#themeNow();
      this.#changed = undefined;
      frame.loading = "lazy";
      frame.allow = "clipboard-write";
      // Without its own origin the page may load nothing; files are saved, and links open pages as they are elsewhere.
      frame.sandbox = "allow-scripts allow-same-origin allow-downloads allow-popups allow-popups-to-escape-sandbox";
      frame.setAttribute("part", "frame");
      this.#name();
      frame.src = `${SITE.href}${this.#query()}${this.#fragment()}`;
      slot.firstElementChild.href = `${SITE.href}${this.#fragment()}`;
      frame.addEventListener("load", () => {
        clearTimeout(this.#patience);
        if (!this.#answered) this.#patience = setTimeout(() => this.style.removeProperty("min-height"), PATIENCE_MS);
      });
      addEventListener("message", this.#onMessage);
      system.addEventListener("change", this.#onScheme);
      for (const root of [document.documentElement, document.body]) this.#watch.observe(root, { attributes: true });
      const kept = `${this.#least() || this.#usual()}px`;
      this.style.minHeight = kept;
      frame.style.height = kept;
      this.shadowRoot.prepend(frame);
    }

    disconnectedCallback() {
      removeEventListener("message", this.#onMessage);
      system.removeEventListener("change", this.#onScheme);
      this.#watch.disconnect();
      clearTimeout(this.#patience);
      this.#frame.remove();
      this.#answered = false;
      this.#waiting = [];
    }

    attributeChangedCallback(name, before, now) {
      if (!this.#frame?.isConnected || before === now) return;
      // Several that change together are one message, such as an example and the path in it.
      if (!this.#changed) {
        this.#changed = new Set();
        queueMicrotask(() => this.#send());
      }
      this.#changed.add(name);
    }

    #send() {
      const changed = this.#changed;
      this.#changed = undefined;
      if (!changed || !this.isConnected) return;
      const any = (...names) => names.some((it) => changed.has(it));
      if (any("title")) this.#name();
      if (any("theme")) this.#follow();
      if (any("show", "editable")) this.#tellShown();
      if (any("example", "link")) this.load(this.#content());
      else if (any("path", "control")) this.select(this.#content());
    }

    #content() {
      const [example, link, path, control] = ["example", "link", "path", "control"].map((it) => this.getAttribute(it) ?? undefined);
      return { example: link === undefined ? (example ?? USUAL) : undefined, link, path, control };
    }

    #shown() {
      return (this.getAttribute("show") ?? "").split(/[\s,]+/).filter(Boolean);
    }

    /** The height that an example has, or that the parts come to, more or less. */
    #usual() {
      const narrow = this.clientWidth < NARROW;
      const known = HEIGHTS[this.#content().example];
      if (known && !this.#shown().length && !this.hasAttribute("editable")) {
        return known[narrow ? 0 : this.clientWidth < LANES ? 1 : 2];
      }
      const heights = narrow ? NARROW_PARTS : WIDE_PARTS;
      const named = this.#shown().filter((it) => Object.hasOwn(heights, it));
      const shown = named.length ? named : Object.keys(heights).filter((it) => it !== "policies" || this.hasAttribute("editable"));
      const sum = (...parts) => parts.reduce((sum, it) => sum + (shown.includes(it) ? heights[it] : 0), 0);
      const [picture, inspector] = [sum("picture"), sum("statement", "message", "fix")];
      const panes = narrow ? picture + inspector : Math.max(picture, inspector);
      return HEADER + sum("question", "verdict", "policies") + panes;
    }

    /** In one order, and without what is usual, so that browsers know a page that they have. */
    #query() {
      const show = this.#shown().map(encodeURIComponent).join(",");
      return `?embed=1&theme=${this.#theme}${show && `&show=${show}`}${this.hasAttribute("editable") ? "&editable=1" : ""}`;
    }

    #fragment() {
      const { example, link, ...chosen } = this.#content();
      const content = link === undefined ? `ex=${encodeURIComponent(example)}` : link.replace(/^[^#]*#/, "");
      const members = Object.entries(chosen).filter(([, it]) => it).map(([name, it]) => `&${name}=${encodeURIComponent(it)}`);
      return `#${content}${members.join("")}`;
    }

    /** The height that the author gave, in CSS pixels, else 0. */
    #least() {
      return Math.min(Number.parseInt(this.getAttribute("height"), 10) || 0, MOST);
    }

    #name() {
      this.#frame.title = this.getAttribute("title") || "Network paths from a Lambda function to an S3 bucket";
    }

    #themeNow() {
      const told = this.getAttribute("theme");
      return told === "light" || told === "dark" ? told : themeAround(this);
    }

    /** Tells the frame the colours, if they changed. */
    #follow() {
      const now = this.#themeNow();
      if (now === this.#theme) return;
      this.#theme = now;
      this.#tellTheme();
    }

    #tellTheme() {
      if (this.#answered) this.#post({ type: "theme", theme: this.#theme });
    }

    #tellShown() {
      this.#tell({ type: "show", show: this.#shown().join(","), editable: this.hasAttribute("editable") });
    }

    #tell(message) {
      if (this.#answered) this.#post(message);
      else this.#waiting.push(message);
    }

    #post(message) {
      this.#frame.contentWindow?.postMessage({ accesspath: 1, ...message }, SITE.origin);
    }

    #hear({ data, origin, source }) {
      if (origin !== SITE.origin || source !== this.#frame.contentWindow || data?.accesspath !== 1) return;
      const { accesspath, type, ...detail } = data;
      if (type === "ready") this.#begin();
      else if (type === "height") this.#grow(detail.height);
      else if (type === "verdict") this.verdict = detail;
      else if (type !== "state") return;
      this.dispatchEvent(new CustomEvent(`access-path-${type}`, { bubbles: true, composed: true, detail }));
    }

    /** The page in the frame runs; after it was loaded anew, it knows no more than its address says. */
    #begin() {
      clearTimeout(this.#patience);
      this.#answered = true;
      this.#tellTheme();
      for (const message of this.#waiting.splice(0)) this.#post(message);
    }

    #grow(height) {
      if (!Number.isInteger(height)) return;
      const least = this.#least();
      this.#frame.style.height = `${Math.min(Math.max(height, least - 2, LEAST), MOST)}px`;
      this.#frame.classList.add("answered");
      if (!least) this.style.removeProperty("min-height");
    }
  }

  customElements.define("access-path", AccessPath);
})();
