import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CustvalError } from "../../src/core/errors.js";
import { bankOf } from "../../src/simulate/bank.js";
import { cardWithFiles } from "../../src/simulate/card.js";
import { customerOf, type Customer } from "../../src/simulate/customer.js";
import { resolveSettings } from "../../src/simulate/settings.js";
import { DEFAULT_SETTINGS, simulateBank } from "../../src/simulate/simulate.js";
import { SEGMENTS } from "../../src/simulate/segments.js";
import { hashes, inScratch, linesOf } from "./exported.js";

const SMALL = { seed: 5, customers: 120, branches: 6 };
const SAMPLE = fileURLToPath(new URL("../../data-samples/city-bank", import.meta.url));
const SOURCE = fileURLToPath(new URL("../../src/simulate", import.meta.url));

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "none",
    (error) => (error instanceof CustvalError ? error.problems[0].code : String(error)),
  );
}

describe("simulateBank", () => {
  it("makes the committed sample, byte for byte, under 15 MB", async () => {
    await inScratch(async (folder) => {
      const { files } = await simulateBank(DEFAULT_SETTINGS, folder);
      expect(hashes(folder)).toEqual(hashes(SAMPLE));
      const card = readFileSync(join(SAMPLE, "README.md"), "utf8");
      expect(cardWithFiles(card, files)).toBe(card);
      const names = readdirSync(SAMPLE, { recursive: true }).map(String);
      const committed = names.filter((name) => !name.startsWith(".custval")).map((name) => join(SAMPLE, name));
      const bytes = committed
        .map((name) => statSync(name))
        .reduce((sum, each) => sum + (each.isFile() ? each.size : 0), 0);
      expect(bytes).toBeLessThan(15_000_000);
    });
  });

  it("writes the same bytes again over its own files, and others for another seed", async () => {
    await inScratch(async (folder) => {
      await simulateBank(SMALL, folder);
      const first = hashes(folder);
      await simulateBank(SMALL, folder);
      expect(hashes(folder)).toEqual(first);
      await simulateBank({ ...SMALL, seed: 6 }, folder);
      expect(hashes(folder)["exports/日均余额_2022.csv"]).not.toBe(first["exports/日均余额_2022.csv"]);
      expect(existsSync(join(folder, ".simulate-partial"))).toBe(false);
    });
  });

  it("gives the first customers the same lives whatever the size of the bank", async () => {
    const balances = async (customers: number) =>
      inScratch(async (folder) => {
        await simulateBank({ ...SMALL, customers }, folder);
        return linesOf(folder, "日均余额_2021.csv").filter((line) => line < "00001000");
      });
    const few = await balances(120);
    expect(few.length).toBeGreaterThan(500);
    expect(await balances(180)).toEqual(few);
  });

  it("works for the smallest bank", async () => {
    await inScratch(async (folder) => {
      const { files, truth } = await simulateBank({ customers: 1, branches: 2, months: 30 }, folder);
      expect(files.find((each) => each.file === "客户信息.csv")?.rows).toBe(1);
      expect(truth.people.customers).toBe(1);
    });
  });
});

describe("a folder that is not its own", () => {
  it("is refused and left as it was", async () => {
    await inScratch(async (folder) => {
      mkdirSync(join(folder, "exports"));
      writeFileSync(join(folder, "exports", "客户信息.csv"), "real");
      expect(await codeOf(simulateBank(SMALL, folder))).toBe("SIM-002");
      expect(readdirSync(folder)).toEqual(["exports"]);
      expect(readFileSync(join(folder, "exports", "客户信息.csv"), "utf8")).toBe("real");
    });
  });

  it("is refused when months of a longer simulation would stay behind", async () => {
    await inScratch(async (folder) => {
      await simulateBank(SMALL, folder);
      const before = hashes(folder);
      expect(await codeOf(simulateBank({ ...SMALL, months: 30 }, folder))).toBe("SIM-002");
      expect(hashes(folder)).toEqual(before);
    });
  });

  it("is a coded error when it cannot be made", async () => {
    await inScratch(async (folder) => {
      writeFileSync(join(folder, "file"), "");
      expect(await codeOf(simulateBank(SMALL, join(folder, "file")))).toBe("SIM-003");
    });
  });

  it("keeps the earlier bank when the work is stopped", async () => {
    await inScratch(async (folder) => {
      await simulateBank(SMALL, folder);
      const before = hashes(folder);
      const signal = AbortSignal.abort(new Error("stopped"));
      expect(await codeOf(simulateBank({ ...SMALL, seed: 9 }, folder, { signal }))).toBe("Error: stopped");
      expect(hashes(folder)).toEqual(before);
    });
  });
});

describe("potential outcomes", () => {
  const bank = bankOf(resolveSettings({ seed: 3, customers: 400, transactionsPerMonth: 0 }));
  const customers = Array.from({ length: 400 }, (_, index) => customerOf(bank, index));
  const same = (a: Customer) => JSON.stringify(a.happened) === JSON.stringify(a.without);

  it("are equal without a programme and in the segment that it does not reach", () => {
    const unmoved = customers.filter((each) => !each.treated || SEGMENTS[each.profile.segment].name === "digital");
    expect(unmoved.length).toBeGreaterThan(100);
    expect(unmoved.every(same)).toBe(true);
  });

  it("are equal before go-live, and never worse for retention after it", () => {
    const treated = customers.filter((each) => each.treated);
    expect(treated.filter((each) => !same(each)).length).toBeGreaterThan(50);
    for (const { profile, happened, without } of treated) {
      const adopts = bank.branches[profile.branch].adopts!;
      expect(happened.aum.slice(0, adopts)).toEqual(without.aum.slice(0, adopts));
      expect(happened.products.slice(0, adopts)).toEqual(without.products.slice(0, adopts));
      expect(happened.retained.every((value, t) => value >= without.retained[t])).toBe(true);
    }
  });

  it("grow a staying customer's money by the segment's effect, in six steps", () => {
    const stays = customers.filter((each) => each.treated && each.without.retained.at(-1) === 1);
    const old = stays.filter((each) => each.profile.opened.period < 0);
    expect(old.length).toBeGreaterThan(50);
    for (const { profile, happened, without } of old) {
      const adopts = bank.branches[profile.branch].adopts!;
      const { balance } = SEGMENTS[profile.segment].effect;
      for (let t = adopts; t < 36; t++) {
        const ratio = happened.aum[t] / without.aum[t] - 1;
        expect(ratio).toBeCloseTo(balance * Math.min(1, (t - adopts + 1) / 6), 4);
      }
    }
  });

  it("let branches adopt in waves: four, three, three, and six never", () => {
    const waves = bank.branches.map((each) => each.adopts);
    expect([18, 21, 24, null].map((wave) => waves.filter((each) => each === wave).length)).toEqual([4, 3, 3, 6]);
  });
});

describe("the truth of the sample", () => {
  const truth = JSON.parse(readFileSync(join(SAMPLE, "truth.json"), "utf8"));

  it("has a few rich customers who hold most", () => {
    expect(truth.people.top_2_percent_share_of_aum_at_t0).toBeGreaterThan(0.5);
  });

  it("averages the effects by group into the whole", () => {
    const { overall, by_latent_segment, by_tier } = truth.true_effects;
    for (const groups of [by_latent_segment, by_tier]) {
      for (const outcome of ["aum", "products", "retained"]) {
        const parts = Object.values(groups) as { treated_customers: number; att: Record<string, number> }[];
        const sum = parts.reduce((total, each) => total + each.treated_customers * each.att[outcome], 0);
        expect(sum / overall.treated_customers / overall.att[outcome]).toBeCloseTo(1, 12);
      }
    }
  });
});

describe("the source of the simulation", () => {
  it("uses no function whose last bits depend on the platform, no clock and no other luck", () => {
    const allowed = /^Math\.(sqrt|floor|ceil|round|trunc|min|max|abs)$/;
    for (const name of readdirSync(SOURCE)) {
      const text = readFileSync(join(SOURCE, name), "utf8");
      const used = [...text.matchAll(/Math\.\w+/g)].map((match) => match[0]).filter((each) => !allowed.test(each));
      expect([name, used, /Date\.now|new Date\b|toLocale|Intl\./.test(text)]).toEqual([name, [], false]);
    }
  });
});
