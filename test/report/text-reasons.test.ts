import { describe, expect, it } from "vitest";
import { valueChapter } from "../../src/report/chapters/value.js";
import { reasonWords, unitWords } from "../../src/report/text/reasons.js";
import { build, sentencesOf } from "./chapters/support.js";
import { ruleAbout } from "../../src/report/text/ingest-names.js";
import { RULE_NAMES, RULES } from "../../src/tables/rules.js";
import { fixtureFacts } from "./fixture.js";

describe("reasonWords", () => {
  it("keeps the number of a known reason and leaves an unknown one as it is", () => {
    const known = "12 accounts were open in the period and have no balances in it";
    expect(reasonWords(known)).toEqual({ en: known, zh: "12 个账户在期间内未销户，但没有余额记录" });
    expect(reasonWords("no overhead is declared").zh).toBe("未声明管理费用");
    expect(reasonWords("12 comets passed")).toEqual({ en: "12 comets passed", zh: "12 comets passed" });
  });
});

describe("ruleAbout", () => {
  it("says every rule of the catalogue in Chinese", () => {
    for (const name of RULE_NAMES) {
      if (name === "duplicate_key" || name === "control_total") continue; // these name columns and files
      const { en, zh } = ruleAbout(name, RULES[name].about);
      expect(en).toBe(RULES[name].about);
      expect(zh, name).toMatch(/\p{Script=Han}/u);
    }
  });

  it("keeps the name of a column", () => {
    expect(ruleAbout("share_as_percent", `${RULES.share_as_percent.about} (column pd)`).zh).toMatch(/（pd 列）$/);
  });
});

describe("unitWords", () => {
  it.each([
    ["CNY", "元"],
    ["per month", "每月"],
    ["bookings per month", "笔/月"],
    ["CNY per month", "元/月"],
    ["products", "个"],
    ["share", "占比"],
    ["USD", "USD"],
    ["comets per month", "comets per month"],
    ["CNY per orbit", "CNY per orbit"],
    ["constructor", "constructor"],
  ])("says %s as %s", (en, zh) => {
    expect(unitWords(en)).toEqual({ en, zh });
  });
});

describe("the customers of the profit section", () => {
  const said = (customers: number, code: string) => {
    const facts = fixtureFacts();
    if ("omitted" in facts.profit) throw new Error("the fixture has profit");
    facts.profit.customers = customers;
    return sentencesOf(build(valueChapter, { ...facts, warnings: [{ code, message: "" }] }))
      .map((each) => each.en)
      .join(" ");
  };

  it("are said to go beyond the customers table only where they do and the run warned", () => {
    expect(said(1201, "VAL-108")).toContain("1,200 rows, does not hold (VAL-108)");
    expect(said(1200, "VAL-108")).not.toContain("does not hold");
    expect(said(1201, "VAL-109")).not.toContain("does not hold");
  });
});
