/** Exit codes that a scheduler can act on: see `custval explain exit-codes`. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 130 | 143;

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
