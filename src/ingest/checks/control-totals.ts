import { parseMinor } from "../../core/money.js";
import type { Engine } from "../../engine/engine.js";
import { id, sql } from "../../engine/sql.js";
import type { RuleReport } from "../../tables/results/index.js";
import type { PreparedFile } from "../files/prepare.js";
import { rowsOf } from "../load/read-rows.js";
import { splitRecord } from "../records/split.js";
import { expressionNumber } from "../values/number.js";
import { tidied } from "../values/text.js";

const RULE = "control_total";

/** Compares the count and sums that the footer of a file declares with its rows; one report a file that declares any. */
export async function controlTotals(engine: Engine, file: PreparedFile): Promise<RuleReport | null> {
  const { footer } = file.spec;
  if (footer === undefined || typeof footer === "string" || (footer.count === undefined && !footer.sums)) return null;
  const line = file.footers.at(-1);
  const found: boolean[] = line ? await compare(engine, file, line, footer) : [false];
  const broken = found.filter((each) => !each).length;
  return {
    rule: RULE,
    table: file.spec.table,
    severity: "error",
    rows: broken,
    checked: found.length,
    about: line ? `totals in the footer of ${file.name}` : `${file.name} has no footer line; the export may be cut`,
  };
}

async function compare(
  engine: Engine,
  file: PreparedFile,
  line: Buffer,
  footer: { count?: number | string; sums?: Record<string, number | string> },
): Promise<boolean[]> {
  const found: boolean[] = [];
  const bad = [...file.bad.values()].reduce((sum, each) => sum + each, 0);
  if (footer.count !== undefined) found.push(stated(file, line, footer.count) === BigInt(file.data + bad) * MICRO);
  for (const [column, where] of Object.entries(footer.sums ?? {})) {
    const form = { decimal: file.spec.decimal, thousands: file.spec.thousands ?? null, unit: null };
    const amount = expressionNumber(id("cell"), form);
    const [row] = await engine.rows(
      sql`select sum(${amount}) as total from (select ${tidied(id(column), [], file.padded)} as cell from ${rowsOf(file)})`,
    );
    found.push(stated(file, line, where) === parseMinor(String(row.total ?? "0"), DECIMALS));
  }
  return found;
}

const DECIMALS = 6;
const MICRO = 1_000_000n;

/** A number stated in a footer line, in millionths; null when there is none. */
function stated(file: PreparedFile, line: Buffer, where: number | string): bigint | null {
  const text =
    typeof where === "number"
      ? splitRecord(line, file.layout)[where - 1]
      : new RegExp(where, "u").exec(line.toString("utf8"))?.[1];
  if (text === undefined) return null;
  const plain = text
    .trim()
    .replaceAll(file.spec.thousands ?? ",", file.spec.decimal === "," ? (file.spec.thousands ?? "") : "")
    .replaceAll(file.spec.decimal, ".");
  return parseMinor(plain, DECIMALS);
}
