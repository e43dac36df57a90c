import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { pathToFileURL } from "node:url";

/** A worker that performs tasks. From sources (tests, benchmarks) it is loaded through tsx. */
export function startWorker(): Worker {
  const entry = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);
  const worker = entry.pathname.endsWith(".ts") ? fromSource(entry) : new Worker(entry);
  worker.unref();
  return worker;
}

function fromSource(entry: URL): Worker {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx/esm/api")).href.replace(/\.cjs$/, ".mjs");
  const code = `import(${JSON.stringify(loader)}).then((tsx) => { tsx.register(); return import(${JSON.stringify(entry.href)}); })`;
  return new Worker(code, { eval: true, execArgv: [] });
}
