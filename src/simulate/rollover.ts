import type { Bank } from "./bank.js";
import type { Day } from "./profile.js";
import { before, type Account } from "./world.js";

/** The contract in force at the end of the data, or at closing: time deposits roll over for the same term. */
export interface Contract {
  readonly originated: Day;
  readonly matures: Day;
}

/** Current contract of an account with a maturity, null for the others. */
export function contractOf(bank: Bank, account: Account): Contract | null {
  const { months } = account.term;
  if (months === 0) return null;
  const last: Day = account.closed ?? { period: bank.settings.months, day: 1 };
  let originated = account.opened;
  const rolls = account.product === "time";
  for (let next = later(originated, months); rolls && before(next, last); next = later(originated, months)) {
    originated = next;
  }
  return { originated, matures: later(originated, months) };
}

function later(day: Day, months: number): Day {
  return { period: day.period + months, day: day.day };
}
