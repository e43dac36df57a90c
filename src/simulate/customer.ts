import { balancesOf, isMoney, type AccountBalances } from "./balances.js";
import { customerId, type Bank } from "./bank.js";
import { behaviourOf, type Behaviour } from "./bookings.js";
import { drawsOf } from "./draws.js";
import { jointOf, type Joint } from "./joint.js";
import { profileOf, type Profile } from "./profile.js";
import { openAtEnd, worldOf, type World } from "./world.js";

/** Outcomes of a customer by period: cents of deposits and wealth, products held and relationship open at the month's end. */
export interface Outcomes {
  readonly aum: Float64Array;
  readonly products: Int32Array;
  readonly retained: Int32Array;
}

/** A customer as simulated: the world that happened, and the outcomes with and without the programme. */
export interface Customer {
  readonly id: string;
  readonly profile: Profile;
  readonly tier: string;
  readonly joint: Joint | null;
  readonly world: World;
  readonly balances: readonly AccountBalances[];
  readonly behaviour: Behaviour;
  readonly inPopulation: boolean;
  readonly treated: boolean;
  readonly happened: Outcomes;
  readonly without: Outcomes;
}

/** Grades by average deposits and wealth, from the given number of cents on. */
export const TIERS = Object.freeze([
  { name: "普通", from: 0 },
  { name: "金卡", from: 5_000_000 },
  { name: "白金", from: 50_000_000 },
  { name: "钻石", from: 600_000_000 },
]);

function outcomesOf(bank: Bank, profile: Profile, world: World, balances: readonly AccountBalances[]): Outcomes {
  const { months } = bank.settings;
  const outcomes = {
    aum: new Float64Array(months),
    products: new Int32Array(months),
    retained: new Int32Array(months),
  };
  const life = { opened: profile.opened, closed: world.closed };
  for (let t = 0; t < months; t++) {
    for (const { account, average } of balances) {
      if (isMoney(account)) outcomes.aum[t] += average[t];
      if (openAtEnd(account, t)) outcomes.products[t]++;
    }
    if (openAtEnd(life, t)) outcomes.retained[t] = 1;
  }
  return outcomes;
}

/** The grade at T0; of a later customer at the end of his first full month, of an earlier leaver in his last full one. */
function tierOf(bank: Bank, profile: Profile, world: World, outcomes: Outcomes): string {
  const last = bank.timeline.periods.length - 1;
  const earliest = Math.min(last, profile.opened.period + 1);
  const latest = world.closed ? Math.max(0, world.closed.period - 1) : last;
  const at = Math.max(0, Math.min(latest, Math.max(earliest, bank.timeline.lastBefore)));
  return TIERS.findLast((tier) => outcomes.aum[at] >= tier.from)!.name;
}

/** Simulates one customer. */
export function customerOf(bank: Bank, index: number): Customer {
  const profile = profileOf(bank, index);
  const draws = drawsOf(bank, index);
  const treated = bank.branches[profile.branch].adopts !== null;
  const world = worldOf(bank, profile, draws, true);
  const balances = balancesOf(bank, profile, draws, world);
  const happened = outcomesOf(bank, profile, world, balances);
  const other = treated ? worldOf(bank, profile, draws, false) : world;
  const without = treated ? outcomesOf(bank, profile, other, balancesOf(bank, profile, draws, other)) : happened;
  return {
    id: customerId(bank, index),
    profile,
    tier: tierOf(bank, profile, world, happened),
    joint: jointOf(bank, profile),
    world,
    balances,
    behaviour: behaviourOf(bank, profile, draws, world, balances),
    inPopulation: happened.retained[bank.timeline.lastBefore] === 1,
    treated,
    happened,
    without,
  };
}
