// Runs the page's program beside the page, where it works out what takes longer than a keystroke may.
//
// The page says first which program that is: its JavaScript, and its WebAssembly, which is compiled already. What
// they say to one another then, the program knows.
"use strict";

addEventListener(
  "message",
  async ({ data: { js, module } }) => {
    try {
      const { default: init } = await import(js);
      await init({ module_or_path: module });
    } catch (error) {
      postMessage({ failed: String(error) });
    }
  },
  { once: true },
);
