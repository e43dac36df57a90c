import { RNG_VERSION } from "../core/rng.js";
import type { Bank } from "./bank.js";
import { TIERS, type Customer } from "./customer.js";
import type { EffectTruth } from "./effect-truth.js";
import type { DamagedLine, FileFact } from "./export-file.js";
import type { ProfitTruth } from "./profit-truth.js";
import { SEGMENTS } from "./segments.js";
import { monthName } from "./timeline.js";

export const TRUTH_FORMAT = "custval-simulated-bank";
const TOP = 0.02;

/** Counts of customers, and how unequal their money is at T0. Eight bytes a customer. */
export class PeopleTruth {
  readonly #bySegment = SEGMENTS.map(() => ({ customers: 0, population: 0 }));
  readonly #aum: Float64Array;
  #population = 0;

  constructor(bank: Bank) {
    this.#aum = new Float64Array(bank.settings.customers);
  }

  add(bank: Bank, customer: Customer): void {
    const group = this.#bySegment[customer.profile.segment];
    group.customers++;
    if (!customer.inPopulation) return;
    group.population++;
    this.#aum[this.#population++] = customer.happened.aum[bank.timeline.lastBefore];
  }

  get truth() {
    const customers = this.#bySegment.reduce((sum, each) => sum + each.customers, 0);
    return {
      customers,
      population: this.#population,
      top_2_percent_share_of_aum_at_t0: this.#topShare(),
      latent_segments: SEGMENTS.map((each, i) => ({
        name: each.name,
        customers: this.#bySegment[i].customers,
        share: this.#bySegment[i].customers / customers,
        in_population: this.#bySegment[i].population,
      })),
    };
  }

  #topShare(): number | null {
    const sorted = this.#aum.slice(0, this.#population).sort();
    const top = Math.ceil(sorted.length * TOP);
    let [sum, all] = [0, 0];
    sorted.forEach((value, i) => {
      all += value;
      if (i >= sorted.length - top) sum += value;
    });
    return all > 0 ? sum / all : null;
  }
}

function programmeTruth(bank: Bank) {
  const name = (period: number) => monthName(bank.timeline, period);
  const { pre, post, lastBefore, waves } = bank.timeline;
  return {
    t0: name(lastBefore),
    go_live_months: waves.map(name),
    pre: { from: name(pre.from), to: name(pre.to) },
    post: { from: name(post.from), to: name(post.to) },
    branches: bank.branches.map((each) => ({
      branch_id: each.id,
      go_live: each.adopts === null ? null : name(each.adopts),
    })),
    parameters: Object.fromEntries(SEGMENTS.map((each) => [each.name, each.effect])),
    ramp: "the effect on balances grows in six equal monthly steps from the month of go-live; leaving and opening change at once",
  };
}

const EFFECT_CONVENTIONS = Object.freeze({
  population: "customers open at the end of T0, by the home branch at T0; nobody moves",
  aum: "average balances of the month of demand and time deposits and wealth products, by the first holder; yuan; 0 before opening and after closing; mean over the twelve months of the window",
  products: "accounts open at the month's end (at most one of each product), 0 after closing; mean over the window",
  retained: "1 when the customer is open at the month's end; mean over the window",
  att: "mean over customers of treated branches of (window mean with the programme - window mean without), both simulated with the same random numbers",
  tiers: "average deposits and wealth of the month T0, in cents, from the number given on",
  tier_bounds: TIERS,
});

/** Everything known about the simulated bank. */
export interface TruthParts {
  readonly bank: Bank;
  readonly people: PeopleTruth;
  readonly effects: EffectTruth;
  readonly profit: ProfitTruth;
  readonly files: readonly FileFact[];
  readonly damaged: readonly DamagedLine[];
}

/** The truth as plain JSON: what a study of the exports should find. */
export function truthOf({ bank, people, effects, profit, files, damaged }: TruthParts) {
  return {
    format: TRUTH_FORMAT,
    format_version: 1,
    random_numbers: RNG_VERSION,
    settings: bank.settings,
    people: people.truth,
    programme: programmeTruth(bank),
    effect_conventions: EFFECT_CONVENTIONS,
    true_effects: effects.effects,
    observed_two_by_two: effects.observed,
    profit: profit.truth(bank),
    files,
    damaged_rows: damaged,
  };
}

export type Truth = ReturnType<typeof truthOf>;
