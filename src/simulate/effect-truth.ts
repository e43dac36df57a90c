import { TIERS, type Customer, type Outcomes } from "./customer.js";
import type { Bank } from "./bank.js";
import { ExactSum } from "./exact-sum.js";
import { SEGMENTS } from "./segments.js";

/** Sums over the months of a window: cents, account-months and customer-months. */
export interface WindowSums {
  readonly aum: number;
  readonly products: number;
  readonly retained: number;
}

/** Sums of one customer's outcomes over a window of periods, ends included. */
export function windowSums(outcomes: Outcomes, window: { from: number; to: number }): WindowSums {
  let [aum, products, retained] = [0, 0, 0];
  for (let t = window.from; t <= window.to; t++) {
    aum += outcomes.aum[t];
    products += outcomes.products[t];
    retained += outcomes.retained[t];
  }
  return { aum, products, retained };
}

class Sums {
  customers = 0;
  readonly aum = new ExactSum();
  readonly products = new ExactSum();
  readonly retained = new ExactSum();

  add(sums: WindowSums): void {
    this.customers++;
    this.aum.add(sums.aum);
    this.products.add(sums.products);
    this.retained.add(sums.retained);
  }
}

/** Means per customer and month; money in yuan. Null for no customers. */
export interface Means {
  readonly aum: number;
  readonly products: number;
  readonly retained: number;
}

const MONTHS = 12;

function meansOf(sums: Sums): Means | null {
  if (sums.customers === 0) return null;
  const cells = sums.customers * MONTHS;
  return {
    aum: Number(sums.aum.total) / (100 * cells),
    products: Number(sums.products.total) / cells,
    retained: Number(sums.retained.total) / cells,
  };
}

function minus(a: Means | null, b: Means | null): Means | null {
  if (!a || !b) return null;
  return { aum: a.aum - b.aum, products: a.products - b.products, retained: a.retained - b.retained };
}

class Potential {
  readonly happened = new Sums();
  readonly without = new Sums();

  get truth() {
    const withProgramme = meansOf(this.happened);
    const without = meansOf(this.without);
    return {
      treated_customers: this.happened.customers,
      att: minus(withProgramme, without),
      mean_with: withProgramme,
      mean_without: without,
    };
  }
}

/** What one customer contributes, for the table of true values. */
export interface CustomerEffect {
  readonly happened: WindowSums;
  readonly without: WindowSums;
}

/** Collects the true effect on the treated, and the observed sums that a two-by-two estimate must find again. */
export class EffectTruth {
  readonly #bank: Bank;
  readonly #overall = new Potential();
  readonly #bySegment = SEGMENTS.map(() => new Potential());
  readonly #byTier = TIERS.map(() => new Potential());
  readonly #byBranch: { pre: Sums; post: Sums }[];

  constructor(bank: Bank) {
    this.#bank = bank;
    this.#byBranch = bank.branches.map(() => ({ pre: new Sums(), post: new Sums() }));
  }

  add(customer: Customer): CustomerEffect {
    const { pre, post } = this.#bank.timeline;
    const happened = windowSums(customer.happened, post);
    const without = windowSums(customer.without, post);
    if (!customer.inPopulation) return { happened, without };
    const branch = this.#byBranch[customer.profile.branch];
    branch.pre.add(windowSums(customer.happened, pre));
    branch.post.add(happened);
    if (customer.treated) this.#addTreated(customer, { happened, without });
    return { happened, without };
  }

  #addTreated(customer: Customer, { happened, without }: CustomerEffect): void {
    const tier = TIERS.findIndex((each) => each.name === customer.tier);
    for (const group of [this.#overall, this.#bySegment[customer.profile.segment], this.#byTier[tier]]) {
      group.happened.add(happened);
      group.without.add(without);
    }
  }

  /** True effects by group. */
  get effects() {
    const bySegment = SEGMENTS.map((each, i) => [each.name, this.#bySegment[i].truth] as const);
    const byTier = TIERS.map((each, i) => [each.name, this.#byTier[i].truth] as const);
    return {
      overall: this.#overall.truth,
      by_latent_segment: Object.fromEntries(bySegment),
      by_tier: Object.fromEntries(byTier),
    };
  }

  /** Observed sums by branch, and the estimates that follow from them. */
  get observed() {
    const arm = (treated: boolean, when: "pre" | "post") => {
      const sums = new Sums();
      this.#bank.branches.forEach((branch, i) => {
        if ((branch.adopts !== null) === treated) pour(sums, this.#byBranch[i][when]);
      });
      return meansOf(sums);
    };
    const treated = minus(arm(true, "post"), arm(true, "pre"));
    const control = minus(arm(false, "post"), arm(false, "pre"));
    return {
      difference_in_differences: minus(treated, control),
      change_of_treated: treated,
      change_of_control: control,
      difference_after: minus(arm(true, "post"), arm(false, "post")),
      branches: this.#bank.branches.map((branch, i) => ({
        branch_id: branch.id,
        treated: branch.adopts !== null,
        customers: this.#byBranch[i].pre.customers,
        pre: exact(this.#byBranch[i].pre),
        post: exact(this.#byBranch[i].post),
      })),
    };
  }
}

function pour(into: Sums, from: Sums): void {
  into.customers += from.customers;
  into.aum.add(Number(from.aum.total));
  into.products.add(Number(from.products.total));
  into.retained.add(Number(from.retained.total));
}

function exact(sums: Sums) {
  return {
    aum_cents: sums.aum.total.toString(),
    product_months: Number(sums.products.total),
    customer_months: Number(sums.retained.total),
  };
}
