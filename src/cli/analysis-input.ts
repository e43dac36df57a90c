import type { CommandInput } from "./spec.js";

/** What the analysis commands share, read from their options. */
export function readingFlags({ options }: CommandInput) {
  const flags = {
    encoding: options.text("encoding"),
    delimiter: options.text("delimiter"),
    decimal: options.text("decimal") as "." | "," | undefined,
    thousands: options.text("thousands") as "," | "." | undefined,
    dateFormat: options.text("date-format"),
  };
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined)) as Partial<typeof flags>;
}

/** Places and sizes of the engine. */
export function sessionOf({ options, signal }: CommandInput) {
  const sizes = { memoryMiB: options.number("memory"), threads: options.number("threads"), temp: options.text("temp") };
  const given = Object.entries(sizes).filter(([, value]) => value !== undefined);
  return { ...(Object.fromEntries(given) as Partial<typeof sizes>), signal };
}

/** Key and label of pseudonyms, where they are asked for. */
export function pseudonymsOf({ options, terminal }: CommandInput) {
  const keyFile = options.text("key-file");
  if (keyFile === undefined) return {};
  return { pseudonyms: { keyFile, label: options.text("label") ?? "custval", warn: terminal.warn } };
}

/** Where an analysis writes and how it speaks; `settings` is what its JSON object states. */
export function outputOf(command: string, settings: unknown, { options, terminal }: CommandInput) {
  return {
    path: options.text("out"),
    json: options.flag("json"),
    stdout: terminal.result,
    warn: terminal.warn,
    progress: terminal.progress,
    envelope: (found: { data: unknown; result: unknown; warnings: unknown }) => ({
      command,
      version: terminal.version,
      settings,
      ...found,
    }),
  };
}
