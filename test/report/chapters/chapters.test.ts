import { describe, expect, it } from "vitest";
import { dataChapter } from "../../../src/report/chapters/data.js";
import { effectChapter } from "../../../src/report/chapters/effect.js";
import { summaryChapter } from "../../../src/report/chapters/summary.js";
import { valueChapter } from "../../../src/report/chapters/value.js";
import { isHidden } from "../../../src/privacy/index.js";
import type { Table } from "../../../src/report/document.js";
import { fixtureFacts, fixtureOfData, fixtureWithoutProgramme } from "../fixture.js";
import { build, numbersIn, sentencesOf, tablesOf, wordsIn } from "./support.js";

const CHAPTERS = { summaryChapter, dataChapter, valueChapter };
const STUDIES = { complete: fixtureFacts, "without a programme": fixtureWithoutProgramme, "of data": fixtureOfData };
const TABLES = tablesOf(build(dataChapter, fixtureFacts())).concat(tablesOf(build(valueChapter, fixtureFacts())));

function table(id: string): Table {
  const found = TABLES.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no table ${id}`);
  return found;
}

const english = (row: Table["rows"][number]): unknown[] =>
  row.map(({ value }) => (typeof value === "object" && value !== null && "en" in value ? value.en : value));

describe.each(Object.entries(STUDIES))("the chapters of a study %s", (_, facts) => {
  it.each(Object.entries(CHAPTERS))(
    "%s says the same numbers in both languages, and no undefined ones",
    (_name, chapter) => {
      const words = wordsIn(build(chapter, facts()));
      expect(words.length).toBeGreaterThan(1);
      for (const { en, zh } of words) {
        expect(numbersIn(zh), en).toEqual(numbersIn(en));
        expect(`${en} ${zh}`).not.toMatch(/NaN|undefined|null|Infinity|\[object|\$\{/);
      }
    },
  );

  it.each(Object.entries(CHAPTERS))(
    "%s has tables with a cell in every column, a title and a source",
    (_name, chapter) => {
      for (const each of tablesOf(build(chapter, facts()))) {
        expect(each.title.en).not.toBe("");
        expect(each.source.en).toMatch(/N = .*Period: .*Source: /);
        for (const row of each.rows) expect(row, each.id).toHaveLength(each.columns.length);
      }
    },
  );

  it("gives a reason for every missing cell", () => {
    const cells = tablesOf(build(valueChapter, facts()))
      .filter((each) => !each.csvOnly)
      .flatMap((each) => each.rows.flat());
    for (const cell of cells) if (cell.value === null) expect(cell.why?.zh).toBeTruthy();
  });
});

describe("the data chapter", () => {
  it("adds up the rows of all files", () => {
    expect(english(table("data-files").rows.at(-1)!)).toEqual(["total", "", "", 51_029, 51_000, 26, 3]);
  });

  it("has one row a source, and a row a file as CSV only", () => {
    const facts = fixtureFacts();
    const [first, ...others] = facts.ingest.files;
    const second = {
      ...first,
      file: "exports/late.csv",
      encoding: "utf-8",
      rows_read: 7,
      rows_kept: 4,
      rows_rejected: 3,
    };
    facts.ingest.files = [first, ...others, { ...second, rows_skipped: 0 }];
    const [sources, files] = ["data-sources", "data-files"].map((id) =>
      tablesOf(build(dataChapter, facts)).find((each) => each.id === id)!,
    );
    expect(english(sources.rows[0])).toEqual(["customers", "customers", 2, "gb18030, utf-8", 1210, 1204, 5, 1]);
    expect(english(sources.rows.at(-1)!)).toEqual(["total", "", 4, "", 51_036, 51_004, 29, 3]);
    expect([sources.rows.length, files.rows.length]).toEqual([4, 5]);
    expect([sources.csvOnly, files.csvOnly]).toEqual([undefined, true]);
  });

  it("adds money of a source and column exactly, and counts files whose differences cancel out", () => {
    const facts = fixtureFacts();
    const [only] = facts.ingest.money;
    facts.ingest.money = [
      { ...only, sum_read: "9007199254740993.01", sum_kept: "9007199254740993.02" },
      { ...only, file: "exports/late.csv", sum_read: "0.020", sum_kept: "0.010" },
      { ...only, currency: null, sum_read: "1.00", sum_kept: "1.00" },
    ];
    const found = (id: string) => tablesOf(build(dataChapter, facts)).find((each) => each.id === id)!;
    expect(found("data-money").rows.map(english)).toEqual([
      ["transactions", "amount", "CNY", "9007199254740993.030", "9007199254740993.030", "0.000", 2],
      ["transactions", "amount", null, "1.00", "1.00", "0.00", 0],
    ]);
    expect(found("data-money-files").csvOnly).toBe(true);
    expect(found("data-money-files").rows.map((row) => row.at(-1)?.value)).toEqual(["0.01", "-0.010", "0.00"]);
    const said = sentencesOf(build(dataChapter, facts)).map((each) => each.en);
    expect(said.join(" ")).toContain("In 2 of 3 columns of money");
  });

  it("says so when money differs by the last digit", () => {
    const facts = fixtureFacts();
    facts.ingest.money[0].sum_kept = "12345678.89";
    const said = sentencesOf(build(dataChapter, facts)).map((each) => each.en);
    expect(said.join(" ")).toContain("In 1 of 1 columns of money");
    const money = tablesOf(build(dataChapter, facts)).find((each) => each.id === "data-money");
    expect(english(money!.rows[0]).slice(-2)).toEqual(["-0.01", 1]);
    expect(
      wordsIn(build(summaryChapter, facts))
        .map((each) => each.en)
        .join(" "),
    ).toContain("may be relied on");
  });

  it("names the month without rows", () => {
    expect(english(table("data-coverage").rows[0])).toEqual([
      "transactions",
      "2024-01",
      "2024-12",
      11,
      4360,
      "2024-05",
    ]);
  });

  it("merges an exclusion of fewer customers than the threshold", () => {
    const steps = table("data-flow").rows.map(english);
    const small = steps.filter((row) => row[1] !== "bookings" && Number(row[3]) > 0 && Number(row[3]) < 10);
    expect(small).toEqual([]);
    expect(
      steps
        .filter((row) => row[0] === "segmentation")
        .at(-1)
        ?.at(-1),
    ).toBe(1200);
  });
});

describe("the value chapter", () => {
  it("hides the small segment, one more with it, and says what the marks mean", () => {
    const segments = table("rfm-segments");
    const hidden = segments.rows.filter((row) => isHidden(row[1].value));
    expect(hidden.map((row) => english(row)[0])).toContain("Can't lose");
    expect(hidden.length).toBeGreaterThan(1);
    expect(segments.notes.at(-1)?.en).toContain("<10 stands for a count below 10");
  });

  it("never shows the outermost bounds of a measure", () => {
    const bounds = table("rfm-cuts").rows.filter((row) => english(row)[0] === "frequency");
    expect(bounds[0][2].value).toBeNull();
    expect(bounds.at(-1)?.[3].value).toBeNull();
  });

  it("tells peak and erosion of the whale curve", () => {
    const said = sentencesOf(build(valueChapter, fixtureFacts()))
      .map((each) => each.en)
      .join(" ");
    expect(said).toContain("The best 80.0% of customers bring 108.7% of total profit");
    expect(said).toContain("The 20.0% of customers who make a loss take away the equivalent of 8.7%");
  });

  it("hides peak and erosion when few customers make a loss", () => {
    const facts = fixtureFacts();
    if ("omitted" in facts.profit) throw new Error("the fixture has profit");
    facts.profit.whale.unprofitable_share = 4 / 1200;
    const said = sentencesOf(build(valueChapter, facts))
      .map((each) => each.en)
      .join(" ");
    expect(said).toContain("Fewer than 10 customers make a loss");
    expect(said).not.toContain("108.7%");
  });

  it("names the item whose residual is not zero", () => {
    const said = sentencesOf(build(valueChapter, fixtureFacts())).map((each) => each.zh);
    expect(said).toContain("客户口径与账户口径不一致的项目：手续费及佣金收入。");
  });

  it("says in one sentence why a stage is missing", () => {
    const said = sentencesOf(build(valueChapter, fixtureOfData())).map((each) => each.en);
    expect(said).toEqual(["This study declares no RFM analysis.", "This study declares no profit analysis."]);
  });
});

describe("the summary", () => {
  const saidOf = (facts: ReturnType<typeof fixtureFacts>) =>
    sentencesOf(build(summaryChapter, facts)).map((each) => each.en);

  it("repeats the verdict on the headline estimate, in five to eight sentences", () => {
    const facts = fixtureFacts();
    facts.ingest.money[0].sum_kept = "1.00";
    const said = saidOf(facts);
    const verdict = said.find((each) => each.includes("difference-in-differences"))!;
    expect(verdict).toContain("35.00 CNY per month (95% CI 4.01 to 65.99, p");
    expect(sentencesOf(build(effectChapter, facts)).map((each) => each.en)).toContain(verdict);
    expect(said.length).toBeGreaterThanOrEqual(5);
    expect(said.length).toBeLessThanOrEqual(8);
  });

  it("prints shares in percentage points and names the outcome readably", () => {
    const facts = fixtureFacts();
    if ("omitted" in facts.effect) throw new Error("the fixture has an effect");
    const [outcome] = facts.effect.outcomes;
    const crv3 = { ...outcome.did_crv3, estimate: 0.0123, ci_low: 0.001, ci_high: 0.0236 };
    facts.effect.outcomes = [{ ...outcome, outcome: "retained", kind: "share", did_crv3: crv3 }];
    expect(saidOf(facts).join(" ")).toContain("retention, is 1.23 percentage points (95% CI 0.10 to 2.36, p");
    facts.effect.outcomes = [{ ...outcome, outcome: "aum" }];
    expect(saidOf(facts).join(" ")).toContain("assets under management (aum)");
  });

  it("warns where no conclusion rests on the interval", () => {
    const facts = fixtureFacts();
    if ("omitted" in facts.effect) throw new Error("the fixture has an effect");
    facts.effect.threats = [{ code: "few_clusters", values: { clusters: 9, treated_clusters: 3 } }];
    expect(saidOf(facts).join(" ")).toContain("fewer than six clusters");
  });
});
