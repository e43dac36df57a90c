import { closeSync, openSync, readSync } from "node:fs";
import { createHash } from "node:crypto";
import { CustvalError } from "../../core/errors.js";
import { parseMinor } from "../../core/money.js";
import type { Engine } from "../../engine/engine.js";
import { id, join, sql } from "../../engine/sql.js";
import { lastLineEnd } from "../encoding/detect.js";
import { Utf8Check } from "../encoding/utf8-check.js";
import { CHUNK, chunksOf } from "../files/chunks.js";
import type { Fingerprint } from "../files/fingerprint.js";
import type { OpenContext, OpenedFile } from "../files/open.js";
import type { PreparedFile } from "../files/prepare.js";
import { textOf, type FileText } from "../files/text.js";
import type { SourcePlan } from "../mapping/plan.js";
import { byteOrderMark } from "../records/bytes.js";
import { layoutOf } from "../records/layout.js";
import { plainPass, type PlainLayout, type PlainTotals } from "../records/plain-pass.js";
import { stageTable } from "./names.js";
import { plainForm, type PlainForm } from "./plain-form.js";
import { typedRows } from "./read-rows.js";
import { stored } from "./shield.js";
import { fileOfRow, type MoneyRead, type StagedFile, type StagedSource } from "./stage.js";
import { stageSql } from "./stage-sql.js";

const SAMPLE = 1 << 18;
/** The engine refused a cell or a row: then the thorough loading finds out which. */
const REFUSED = new Set(["ENG-001", "ENG-005", "ENG-009"]);

/** A file on its way: its text in UTF-8 and, once the pass went over it, what it holds. */
interface Candidate {
  readonly file: OpenedFile;
  readonly text: FileText;
}

interface Passed extends Candidate {
  readonly print: Fingerprint;
  readonly totals: PlainTotals;
}

/**
 * Loads all files of a source in one statement with the engine's typed reader, while a pass of our own over the same bytes hashes them,
 * vouches for the form of every cell, counts the records and sums the money. Null unless every record is plain and the engine's count
 * and sums are those of the pass: then the thorough loading has to do it.
 */
export async function stagePlain(
  context: OpenContext,
  plan: SourcePlan,
  at: number,
  files: readonly OpenedFile[],
): Promise<StagedSource | null> {
  const form = sharedForm(context.engine, plan, files);
  if (form === null) return null;
  const candidates: Candidate[] = [];
  for (const file of files) candidates.push({ file, text: await textOf(context, file) });
  const samples = candidates.map((each) => sampleTotals(each.text, form.layout));
  if (samples.includes(null)) return null;
  const passed = await loadAndPass(
    context,
    plan,
    at,
    candidates,
    form,
    samples.some((each) => each!.quoted),
  );
  if (passed === null || passed.every((each) => each.totals.records === 0)) return null;
  const staged = stagedSource(context.engine, plan, at, passed, form);
  return (await agrees(context.engine, staged)) ? staged : null;
}

function sharedForm(engine: Engine, plan: SourcePlan, files: readonly OpenedFile[]): PlainForm | null {
  const [first] = files as readonly (OpenedFile | undefined)[];
  if (!first) return null;
  const names = first.names.join("\n");
  const same = files.every((each) => each.format === "csv" && each.names.join("\n") === names);
  return same ? plainForm(plan, first, engine.dialect) : null;
}

/** What the first records of a file hold; null when they are not plain. */
export function sampleTotals(text: FileText, layout: PlainLayout): PlainTotals | null {
  if (text.undecodable > 0) return null;
  const buffer = Buffer.alloc(SAMPLE);
  const descriptor = openSync(text.path, "r");
  const sample = buffer.subarray(0, readSync(descriptor, buffer, 0, SAMPLE, 0));
  closeSync(descriptor);
  if (layout.headLines === 0 && byteOrderMark(sample) > 0) return null;
  const pass = plainPass(layout, SAMPLE);
  pass?.push(sample.length < SAMPLE ? sample : sample.subarray(0, lastLineEnd(sample)));
  return pass?.end() ?? null;
}

async function loadAndPass(
  context: OpenContext,
  plan: SourcePlan,
  at: number,
  candidates: readonly Candidate[],
  form: PlainForm,
  quoted: boolean,
): Promise<readonly Passed[] | null> {
  const loading = loadTyped(context.engine, plan, at, candidates, form, quoted);
  const passing = passAll(candidates, form.layout, context.signal);
  const [loaded, passed] = await Promise.allSettled([loading, passing]);
  if (loaded.status === "rejected") throw loaded.reason;
  if (passed.status === "rejected") throw passed.reason;
  if (passed.value === null) return null;
  const surprised = !quoted && passed.value.some((each) => each.totals.quoted);
  const whole = surprised ? await loadTyped(context.engine, plan, at, candidates, form, true) : loaded.value;
  return whole ? passed.value : null;
}

/** Loads the files into the stage table; false when the engine refused a row. */
async function loadTyped(
  engine: Engine,
  plan: SourcePlan,
  at: number,
  candidates: readonly Candidate[],
  form: PlainForm,
  quoted: boolean,
): Promise<boolean> {
  const [{ file }] = candidates;
  const { types, dateFormat, layout } = form;
  const rows = typedRows(
    candidates.map((each) => each.text.path),
    {
      spec: plan.spec,
      names: file.names,
      types,
      dateFormat,
      quote: quoted ? plan.spec.quote : "",
      skipLines: layout.headLines,
    },
  );
  const columns = plan.columns.map((each, place) => sql`${stored(plan, each, form.values[place])} as ${id(each.name)}`);
  try {
    await engine.execute(
      engine.dialect.createTableAs(id(stageTable(at)), sql`select\n  ${join(columns, ",\n  ")}\nfrom ${rows}`),
    );
    return true;
  } catch (error) {
    if (error instanceof CustvalError && REFUSED.has(error.problems[0].code)) return false;
    throw error;
  }
}

async function passAll(
  candidates: readonly Candidate[],
  layout: PlainLayout,
  signal?: AbortSignal,
): Promise<readonly Passed[] | null> {
  const passed: Passed[] = [];
  for (const each of candidates) {
    const found = await passOver(each, layout, signal);
    if (found === null) return null;
    passed.push(found);
  }
  return passed;
}

/** One pass over a file for its hash, its validity as UTF-8 and its records; null as soon as it is not plain. */
async function passOver(candidate: Candidate, layout: PlainLayout, signal?: AbortSignal): Promise<Passed | null> {
  const { text } = candidate;
  const pass = plainPass(layout, CHUNK);
  if (pass === null) return null;
  const check = new Utf8Check();
  const hash = text.print === null ? createHash("sha256") : null;
  let bytes = 0;
  for await (const chunk of chunksOf(text.path, signal)) {
    hash?.update(chunk);
    bytes += chunk.length;
    check.push(chunk);
    pass.push(chunk);
    if (!pass.plain || !check.valid) return null;
  }
  const totals = check.end() ? pass.end() : null;
  if (totals === null) return null;
  return { ...candidate, totals, print: text.print ?? { bytes, sha256: hash!.digest("hex") } };
}

function stagedSource(
  engine: Engine,
  plan: SourcePlan,
  at: number,
  passed: readonly Passed[],
  form: PlainForm,
): StagedSource {
  const files: StagedFile[] = [];
  let firstRow = 0;
  for (const each of passed) {
    files.push({ file: preparedOf(each, form.layout.headLines), firstRow });
    firstRow += each.totals.records;
  }
  const read = passed.flatMap((each, number) => moneyRead(each.totals, number, form, plan));
  return { at, plan, sql: stageSql(plan, engine.dialect), files, whole: true, read };
}

function preparedOf({ file, text, print, totals }: Passed, headLines: number): PreparedFile {
  return {
    ...file,
    ...print,
    layout: layoutOf(file.spec, file.names.length, text.decoded),
    textPath: text.path,
    readPath: text.path,
    skipLines: headLines,
    quoted: totals.quoted,
    padded: false,
    parallel: true,
    data: totals.records,
    skipped: 0,
    bad: new Map(),
    footers: [],
  };
}

function moneyRead(totals: PlainTotals, file: number, form: PlainForm, plan: SourcePlan): MoneyRead[] {
  const constant = plan.columns.find((each) => each.name === "currency")?.rule.constant;
  const otherwise = constant === undefined ? null : String(constant);
  return [...totals.sums].flatMap(([key, sums]) =>
    form.money.map(({ name, negate }, slot) => ({
      file,
      column: name,
      currency: form.byCurrency ? (key === "" ? null : key) : otherwise,
      minor: negate ? -sums[slot] : sums[slot],
    })),
  );
}

/** True when the engine's rows and sums of money are those of the pass, file by file and currency by currency. */
async function agrees(engine: Engine, staged: StagedSource): Promise<boolean> {
  const { plan, at, files, read } = staged;
  const currency = plan.columns.some((each) => each.name === "currency") ? id("currency") : sql`null`;
  const sums = staged.sql.money.map((each) => sql`sum(${id(each)}) as ${id(`sum:${each}`)}`);
  const found = await engine.rows(sql`
    select ${fileOfRow(files)} as file, ${currency} as currency, ${join([sql`count(*) as n`, ...sums])}
    from ${id(stageTable(at))} group by all`);
  const rows = found.reduce((sum, each) => sum + Number(each.n), 0);
  const decimals = plan.spec.money_decimals;
  const left = new Map(read!.map((each) => [placeOf(each), each.minor]));
  for (const row of found)
    for (const column of staged.sql.money) {
      const place = placeOf({
        file: Number(row.file),
        column,
        currency: row.currency === null ? null : String(row.currency),
      });
      if (left.get(place) !== parseMinor(String(row[`sum:${column}`] ?? "0"), decimals)) return false;
      left.delete(place);
    }
  return left.size === 0 && rows === files.reduce((sum, each) => sum + each.file.data, 0);
}

const placeOf = (each: Omit<MoneyRead, "minor">): string => JSON.stringify([each.file, each.column, each.currency]);
