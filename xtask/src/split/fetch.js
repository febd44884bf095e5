// Fetches and compiles a module beside this file; what calls the result instantiates it.
function fetcher(name, integrity) {
  return () => {
    const compiled = compile(new URL(name, import.meta.url), integrity);
    compiled.catch(() => {});
    return async (imports) => WebAssembly.instantiate(await compiled, imports);
  };
}

async function compile(url, integrity) {
  const response = await fetch(url, { integrity });
  if (!response.ok) throw new TypeError(`${response.status} for ${url}`);
  // As in boot.js: not every host knows the type of a .wasm file.
  const streams = WebAssembly.compileStreaming && response.headers.get("content-type") === "application/wasm";
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}
