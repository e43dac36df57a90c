import type { Engine } from "../../engine/engine.js";
import { id, sql } from "../../engine/sql.js";
import { rowsOf } from "../load/read-rows.js";
import { splitRecord } from "../records/split.js";
import type { PreparedFile } from "../files/prepare.js";
import { numberText } from "../values/number.js";
import { tidied } from "../values/text.js";
import type { SourceDraft } from "./draft.js";

type Footer = { starts: string; count?: number; sums?: Record<string, number> };

/** The footer with the totals that it states, where every file of the source bears them out; null for a source without one. */
export async function footerOf(engine: Engine, draft: SourceDraft): Promise<Footer | null> {
  const starts = draft.settings["footer"];
  if (typeof starts !== "string") return null;
  const stated = draft.source.prepared.map(fieldsOfFooter);
  if (stated.some((each) => each === null)) return { starts };
  const fields = stated as (readonly string[])[];
  const count = positions(fields).find((at) =>
    fields.every((each, file) => Number(each[at]) === rowsIn(draft.source.prepared[file])),
  );
  const sums = await sumsOf(engine, draft, fields, count ?? -1);
  return {
    starts,
    ...(count === undefined ? {} : { count: count + 1 }),
    ...(Object.keys(sums).length === 0 ? {} : { sums }),
  };
}

function positions(fields: readonly (readonly string[])[]): readonly number[] {
  return fields[0].map((_, at) => at).slice(1);
}

function fieldsOfFooter(file: PreparedFile): readonly string[] | null {
  return file.footers.length === 1 ? splitRecord(file.footers[0], file.layout).map((each) => each.trim()) : null;
}

/** Rows as the bank counted them: damaged ones are rows as well. */
function rowsIn(file: PreparedFile): number {
  return file.data + [...file.bad.values()].reduce((sum, each) => sum + each, 0);
}

async function sumsOf(
  engine: Engine,
  draft: SourceDraft,
  fields: readonly (readonly string[])[],
  count: number,
): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  const money = draft.source.columns.filter((each) => each.kind === "money" && each.numbers !== null);
  for (const column of money) {
    const totals: string[] = [];
    for (const file of draft.source.prepared) {
      const { form } = column.numbers!;
      const number = form.decimal === "." && form.thousands === null ? id("cell") : numberText(id("cell"), form);
      const cells = sql`select ${tidied(id(column.name), [], true)} as cell from ${rowsOf(file)}`;
      const [row] = await engine.rows(
        sql`select cast(sum(try_cast(${number} as decimal(28, 6))) as varchar) as total from (${cells})`,
      );
      totals.push(String(row.total ?? "0"));
    }
    const at = positions(fields).find(
      (each) => each !== count && fields.every((row, file) => sameNumber(row[each], totals[file])),
    );
    if (at !== undefined) sums[column.name] = at + 1;
  }
  return sums;
}

/** Equal as decimals: zeros at the end and separators of thousands do not count. */
function sameNumber(one: string | undefined, other: string): boolean {
  const plain = (text: string) =>
    text
      .replaceAll(",", "")
      .replace(/(\.\d*?)0+$/, "$1")
      .replace(/\.$/, "");
  return one !== undefined && one !== "" && plain(one) === plain(other);
}
