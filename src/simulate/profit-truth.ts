import type { Bank } from "./bank.js";
import type { Customer } from "./customer.js";
import { ExactSum } from "./exact-sum.js";
import {
  accountProfit,
  addProfit,
  behaviourProfit,
  FLAT_FTP,
  noProfit,
  TERM_WITHOUT_MATURITY,
  type Profit,
} from "./profit.js";
import { monthName } from "./timeline.js";

const PARTS = ["niiFlat", "niiTerm", "fees", "cost", "expectedLoss"] as const;

/** Collects true profit. Customers must come in the order of their numbers: a joint holder comes after the first. */
export class ProfitTruth {
  readonly #owed = new Map<number, Profit>();
  readonly #totals = PARTS.map(() => new ExactSum());

  /** Profit of a customer with his shares of joint accounts. */
  add(bank: Bank, customer: Customer): Profit {
    const { profile, joint } = customer;
    const profit = this.#owed.get(profile.index) ?? noProfit();
    this.#owed.delete(profile.index);
    for (const held of customer.balances) {
      const part = accountProfit(bank, held);
      if (joint && held.account.product === "time") this.#share(profit, part, joint.partner, joint.share);
      else addProfit(profit, part);
    }
    addProfit(profit, behaviourProfit(bank, customer.behaviour));
    PARTS.forEach((name, i) => this.#totals[i].add(profit[name]));
    return profit;
  }

  /** The first holder's part is cut towards zero, the last holder takes the rest. */
  #share(profit: Profit, part: ReturnType<typeof accountProfit>, partner: number, percent: number): void {
    const mine = {
      niiFlat: Math.trunc((part.niiFlat * percent) / 100),
      niiTerm: Math.trunc((part.niiTerm * percent) / 100),
    };
    addProfit(profit, mine);
    const theirs = this.#owed.get(partner) ?? noProfit();
    addProfit(theirs, { niiFlat: part.niiFlat - mine.niiFlat, niiTerm: part.niiTerm - mine.niiTerm });
    this.#owed.set(partner, theirs);
  }

  /** Totals of the bank in cents, as text. */
  truth(bank: Bank) {
    const [flat, term, fees, cost, loss] = this.#totals.map((each) => each.total);
    const { from, to } = bank.timeline.post;
    return {
      window: { from: monthName(bank.timeline, from), to: monthName(bank.timeline, to) },
      conventions: {
        day_count: "ACT/365, days of the calendar month",
        balance: "average balance of the month over all its days, as exported",
        nii: "liability: balance x (ftp - customer rate); asset: balance x (customer rate - ftp); fee products: none; summed over the window, rounded once per account to the cent, halves away from zero",
        flat_ftp_percent: FLAT_FTP / 100,
        term_ftp:
          "with a maturity: latest curve on or before the start of the contract, term = calendar months from start to maturity (always a node); without: latest curve on or before the month end, at the term given below",
        term_without_maturity_months: TERM_WITHOUT_MATURITY,
        fees: "sum of the fee column of the transactions booked in the window",
        cost: "sum of activity counts x unit cost",
        expected_loss:
          "pd x lgd x average balance x days/365, undrawn limits not counted, no floor, rounded once per account",
        joint:
          "the first holder's share of an account's amount is cut towards zero to the cent, the last takes the rest",
        profit: "nii + fees - cost - expected_loss",
      },
      total_cents: {
        nii_flat: flat.toString(),
        nii_term: term.toString(),
        fees: fees.toString(),
        cost: cost.toString(),
        expected_loss: loss.toString(),
        profit_flat: (flat + fees - cost - loss).toString(),
        profit_term: (term + fees - cost - loss).toString(),
      },
    };
  }
}
