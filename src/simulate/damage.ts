import { createStream } from "../core/rng.js";
import type { Bank } from "./bank.js";
import { customerId } from "./bank.js";
import type { Damage } from "./export-file.js";

/** Serial numbers and customer numbers from here on belong to damaged rows alone. */
const NOBODY = 900;

const LATEST_ROW = 60;

function changed(previous: string, changes: Readonly<Record<number, string>>): string {
  return previous
    .split(",")
    .map((field, i) => changes[i] ?? field)
    .join(",");
}

type Spoiler = Omit<Damage, "afterRow">;

/** The damage of one transaction file each: fields are serial, account, date, amount, side, type, channel, fee. */
function transactionSpoilers(bank: Bank, serial: string): readonly Spoiler[] {
  const nobody = `${customerId(bank, bank.settings.customers + NOBODY)}1`;
  const change = (changes: Readonly<Record<number, string>>) => (line: string) =>
    changed(line, { 0: serial, ...changes });
  return [
    { kind: "text in the amount", caughtBy: "read", line: change({ 3: "壹佰元" }) },
    { kind: "impossible date", caughtBy: "read", line: change({ 2: "20210230" }) },
    {
      kind: "too few fields",
      caughtBy: "read",
      line: (line) => changed(line, { 0: serial }).split(",").slice(0, 4).join(","),
    },
    { kind: "too many fields", caughtBy: "read", line: (line) => `${changed(line, { 0: serial })},备注,1` },
    { kind: "duplicate transaction id", caughtBy: "key", line: (line) => line },
    { kind: "unknown account", caughtBy: "reference", line: change({ 1: nobody }) },
    { kind: "unknown debit-credit flag", caughtBy: "read", line: change({ 4: "支" }) },
    { kind: "empty amount", caughtBy: "read", line: change({ 3: "" }) },
    { kind: "empty date", caughtBy: "read", line: change({ 2: "" }) },
    { kind: "date after the data", caughtBy: "rule", line: change({ 2: "20991231" }) },
  ];
}

function place(bank: Bank, file: string): number {
  return 1 + createStream(bank.settings.seed, `simulate/damage/${file}`).integer(LATEST_ROW);
}

/** One damaged row in every third transaction file, each of another kind. */
export function transactionDamage(bank: Bank, period: number, serial: string): readonly Damage[] {
  if (!bank.settings.dirtyRows || period % 3 !== 1) return [];
  const spoiler = transactionSpoilers(bank, serial)[(period - 1) / 3];
  return spoiler ? [{ ...spoiler, afterRow: place(bank, `transactions/${period}`) }] : [];
}

/** Damage of the customer file: id, gender, birth, opening, closing, branch, tier, region. */
export function customerDamage(bank: Bank): readonly Damage[] {
  if (!bank.settings.dirtyRows) return [];
  const id = customerId(bank, bank.settings.customers + NOBODY + 1);
  return [
    { kind: "duplicate customer id", caughtBy: "key", afterRow: place(bank, "customers/1"), line: (line) => line },
    {
      kind: "impossible date",
      caughtBy: "read",
      afterRow: place(bank, "customers/2"),
      line: (line) => changed(line, { 0: id, 2: "1985-02-30" }),
    },
  ];
}

/** Damage of the account file; the fields changed stand before the first quoted one. */
export function accountDamage(bank: Bank): readonly Damage[] {
  if (!bank.settings.dirtyRows) return [];
  const nobody = customerId(bank, bank.settings.customers + NOBODY + 2);
  const date = `${bank.settings.start}-05`;
  return [
    {
      kind: "unknown customer and negative limit",
      caughtBy: "reference",
      afterRow: place(bank, "accounts/1"),
      line: () => `${nobody}6,${nobody},0303,CNY,${date},,12.50,浮动,,,"-50,000.00",0.0150,0.70,0.75,资产`,
    },
    {
      kind: "text in the rate",
      caughtBy: "read",
      afterRow: place(bank, "accounts/2"),
      line: () => `${nobody}2,${nobody},0102,CNY,${date},,面议,固定,${date},,,,,,负债`,
    },
  ];
}

/** Damage of the first activity file. */
export function activityDamage(bank: Bank): readonly Damage[] {
  if (!bank.settings.dirtyRows) return [];
  const line = (previous: string) => changed(previous, { 3: "若干" });
  return [{ kind: "text in the count", caughtBy: "read", afterRow: place(bank, "activities"), line }];
}
