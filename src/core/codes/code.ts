import type { ExitCode } from "../errors.js";

/** What the catalogue says of one error code; `long` is the text of `custval explain CODE`. */
export interface CodeEntry {
  readonly exit: ExitCode;
  readonly title: string;
  readonly long: string;
}

/** Keeps the literal keys of a catalogue while checking its entries. */
export function catalogue<const T extends Record<string, CodeEntry>>(entries: T): T {
  return Object.freeze(entries);
}
