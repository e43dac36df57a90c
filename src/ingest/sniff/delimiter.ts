import { fieldsOf, type Parting } from "./fields.js";

const CANDIDATES = [",", ";", "\t", "|", "^", "~", "\u0001", "@|@", "|+|", "||", "whitespace"].filter(
  (each) => each.length <= 2 || each === "whitespace",
);
const LINES = 300;
/** A title, a footer and damaged rows may differ from the rest. */
const SAME = 0.6;

export interface FoundParting extends Parting {
  /** Fields of most lines; 1 where no delimiter parts them. */
  readonly fields: number;
  /** Share of the lines with so many fields. */
  readonly share: number;
}

/** The delimiter that gives most lines the same number of fields, more than one; the quote is the double one unless single ones stand around fields. */
export function partingOf(lines: readonly string[]): FoundParting {
  const sample = lines.filter((each) => each.trim() !== "").slice(0, LINES);
  const found = CANDIDATES.flatMap((delimiter) => {
    const parting = { delimiter, quote: quoteOf(sample, delimiter) };
    const most = commonest(fieldsOf(sample, parting).map((each) => each.length));
    return most.fields > 1 && most.share >= SAME ? [{ ...parting, ...most }] : [];
  });
  const plain = found.filter((each) => each.delimiter !== "whitespace");
  const best = (plain.length > 0 ? plain : found).sort((a, b) => b.share - a.share || b.fields - a.fields);
  return best[0] ?? { delimiter: ",", quote: '"', fields: 1, share: 1 };
}

function quoteOf(lines: readonly string[], delimiter: string): string {
  if (lines.some((each) => each.includes('"'))) return '"';
  const fields = fieldsOf(lines, { delimiter, quote: "" }).flat();
  const single = fields.filter((each) => each.length > 1 && each.startsWith("'") && each.endsWith("'"));
  return single.length > 0.2 * fields.length ? "'" : '"';
}

function commonest(counts: readonly number[]): { fields: number; share: number } {
  const tally = new Map<number, number>();
  for (const each of counts) tally.set(each, (tally.get(each) ?? 0) + 1);
  const [fields, lines] = [...tally].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
  return { fields, share: counts.length === 0 ? 1 : lines / counts.length };
}
