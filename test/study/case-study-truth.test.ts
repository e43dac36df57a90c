import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { ROOT } from "../support/custval.js";

/** The committed report against what is true of the simulated bank; another test holds the report to what the program makes. */
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const table = (name: string) =>
  parse(read(`reports/city-bank/tables/${name}.csv`), { columns: true, bom: true }) as Record<string, string>[];

interface Truth {
  readonly true_effects: { readonly overall: { readonly att: Readonly<Record<string, number>> } };
}

const truth = JSON.parse(read("data-samples/city-bank/truth.json")) as Truth;

describe("the committed case study", () => {
  it.each(["CRV1", "CRV3"])("covers the true effect on every outcome with its 95 %% interval (%s)", (kind) => {
    const rows = table("effect-did-detail").filter((each) => each["se_kind_en"] === kind);
    const { att } = truth.true_effects.overall;
    expect(rows).toHaveLength(Object.keys(att).length);
    const named = { aum: "assets under management (aum)", products: "products held", retained: "retention" };
    for (const [outcome, effect] of Object.entries(att)) {
      const row = rows.find((each) => each["outcome_en"] === named[outcome as keyof typeof named]);
      expect(Number(row!["ci_low"]), outcome).toBeLessThan(effect);
      expect(Number(row!["ci_high"]), outcome).toBeGreaterThan(effect);
    }
  });

  it("finds segments that agree with the latent ones far better than chance", () => {
    const index = /adjusted Rand index (\d\.\d+) over/.exec(read("reports/city-bank/report.en.md"));
    expect(Number(index![1])).toBeGreaterThan(0.5);
  });

  it("has the true profit of all customers, to the cent", () => {
    const cents = (text: string) => BigInt(text.replace(".", ""));
    const customers = parse(read("data-samples/city-bank/truth_customers.csv"), { columns: true }) as Record<
      string,
      string
    >[];
    const total = customers.reduce((sum, each) => sum + cents(each["profit_term"]), 0n);
    const stated = table("profit-waterfall-table").at(-1)!;
    expect(stated["component_en"]).toBe("profit");
    expect(cents(stated["amount"])).toBe(total);
  });
});
