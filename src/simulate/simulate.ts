import { rmSync } from "node:fs";
import { join } from "node:path";
import { bankOf, type Bank } from "./bank.js";
import { openCustomerFiles, writeCustomer, type CustomerFiles } from "./customer-files.js";
import { customerOf } from "./customer.js";
import { EffectTruth } from "./effect-truth.js";
import type { ExportFile, FileFact } from "./export-file.js";
import { EXPORTS, onDisk, partialFolder, publish, refuseForeign } from "./folder.js";
import { ProfitTruth } from "./profit-truth.js";
import { referenceFiles } from "./reference-files.js";
import { resolveSettings, type SimulateSettings } from "./settings.js";
import { openTruthCustomers, writeTruth } from "./truth-customers.js";
import { PeopleTruth, truthOf, type Truth } from "./truth.js";

export { DEFAULT_SETTINGS, resolveSettings, type SimulateSettings } from "./settings.js";
export { simulateTransactions, type TransactionSettings } from "./simulate-transactions.js";
export type { FileFact } from "./export-file.js";
export type { Truth } from "./truth.js";

/** How a caller follows or stops a long simulation. */
export interface Watch {
  /** Customers done so far, called every few thousand. */
  readonly progress?: (done: number, total: number) => void;
  /** Stops the simulation with the signal's reason; nothing is published. */
  readonly signal?: AbortSignal;
}

export interface SimulateResult {
  readonly settings: SimulateSettings;
  /** Export files in order of writing, with rows, sums, bytes and hash. */
  readonly files: readonly FileFact[];
  readonly truth: Truth;
}

const BREATH = 2000;

const flat = (files: CustomerFiles): ExportFile[] => [
  files.customers,
  files.accounts,
  files.holders,
  ...files.balances,
  ...files.transactions,
  ...files.activities,
];

class Simulation {
  readonly #effects: EffectTruth;
  readonly #profit = new ProfitTruth();
  readonly #people: PeopleTruth;
  readonly #files: CustomerFiles;
  readonly #reference: ExportFile[];
  readonly #values: ExportFile;

  constructor(
    readonly bank: Bank,
    partial: string,
  ) {
    this.#effects = new EffectTruth(bank);
    this.#people = new PeopleTruth(bank);
    this.#files = openCustomerFiles(bank, join(partial, EXPORTS));
    this.#reference = referenceFiles(bank, join(partial, EXPORTS));
    this.#values = openTruthCustomers(partial);
  }

  add(index: number): void {
    const customer = customerOf(this.bank, index);
    writeCustomer(this.bank, this.#files, customer);
    this.#people.add(this.bank, customer);
    const effect = this.#effects.add(customer);
    writeTruth(this.bank, this.#values, customer, effect, this.#profit.add(this.bank, customer));
  }

  get #exports(): ExportFile[] {
    return [...flat(this.#files), ...this.#reference];
  }

  get names(): string[] {
    return this.#exports.map((each) => each.name);
  }

  abandon(): void {
    for (const each of [...this.#exports, this.#values]) each.abandon();
  }

  close(): { files: FileFact[]; truth: Truth } {
    const open = this.#exports;
    const files = open.map((each) => each.close());
    this.#values.close();
    const damaged = open.flatMap((each) => each.damagedLines);
    const parts = { bank: this.bank, people: this.#people, effects: this.#effects, profit: this.#profit };
    return { files, truth: truthOf({ ...parts, files, damaged }) };
  }
}

/**
 * Writes a synthetic city bank into a folder: `exports/` as a bank would deliver them, `truth.json` and `truth_customers.csv`
 * with what is true of it. Same settings, same bytes, on every machine. Memory grows by 8 bytes a customer.
 * @throws SIM-001 for settings out of range, SIM-002 for a folder with other exports, SIM-003 when files cannot be written
 */
export async function simulateBank(
  given: Partial<SimulateSettings>,
  directory: string,
  watch: Watch = {},
): Promise<SimulateResult> {
  const bank = bankOf(resolveSettings(given));
  return onDisk(directory, async () => {
    const partial = partialFolder(directory);
    try {
      return await simulateInto(bank, directory, partial, watch);
    } finally {
      rmSync(partial, { recursive: true, force: true });
    }
  });
}

async function simulateInto(bank: Bank, directory: string, partial: string, watch: Watch): Promise<SimulateResult> {
  const { customers } = bank.settings;
  const simulation = new Simulation(bank, partial);
  try {
    refuseForeign(directory, simulation.names);
    for (let index = 0; index < customers; index++) {
      if (index % BREATH === 0) await breathe(index, customers, watch);
      simulation.add(index);
    }
    const { files, truth } = simulation.close();
    publish(directory, partial, truth);
    return { settings: bank.settings, files, truth };
  } finally {
    simulation.abandon();
  }
}

async function breathe(done: number, total: number, watch: Watch): Promise<void> {
  watch.progress?.(done, total);
  await new Promise((resolve) => setImmediate(resolve));
  watch.signal?.throwIfAborted();
}
