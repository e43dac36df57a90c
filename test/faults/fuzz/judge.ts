import { CustvalError } from "../../../src/core/errors.js";
import { CODES } from "../../../src/core/codes/index.js";
import { sql } from "../../../src/engine/sql.js";
import type { IngestOutcome } from "../../../src/ingest/index.js";
import type { Scratch } from "../../ingest/support.js";
import type { Mutant } from "./mutate.js";

/** What became of a mutant: `loaded`, the code of its refusal, or what is wrong with the tool. */
export interface Verdict {
  readonly outcome: string;
  readonly faults: readonly string[];
}

/** Loads a mutant with every reject tolerated and checks all that must hold whatever its bytes are. */
export async function judge(bank: Scratch, mutant: Mutant): Promise<Verdict> {
  const { base, packed } = mutant;
  bank.write(base.file, packed);
  try {
    const source = { ...base.source, max_rejects: { share: 1 } };
    return { outcome: "loaded", faults: await faultsOf(bank, mutant, await bank.ingest({ tx: source })) };
  } catch (error) {
    if (!(error instanceof CustvalError)) return { outcome: "crash", faults: [`not a coded error: ${String(error)}`] };
    return { outcome: error.problems[0].code, faults: error.problems.flatMap(problemFaults) };
  }
}

function problemFaults({ code, message, hint, place }: CustvalError["problems"][number]): string[] {
  const faults: string[] = [];
  if (CODES[code].exit === 1) faults.push(`an internal fault: ${code} ${message}`);
  if (hint === "" || place === undefined) faults.push(`a problem without hint or place: ${code} ${message}`);
  if (/\bat .*:\d+:\d+|node:|undefined|T00\d\d/.test(message + hint))
    faults.push(`a message that tells too much: ${message} ${hint}`);
  return faults;
}

async function faultsOf(bank: Scratch, mutant: Mutant, { result }: IngestOutcome): Promise<string[]> {
  const [file] = result.files;
  const faults: string[] = [];
  const expect = (holds: boolean, what: string) => void (holds || faults.push(what));
  expect(file.rows_read === file.rows_kept + file.rows_rejected + file.rows_skipped, "rows in are not rows out");
  const kept = await bank.rows(sql`select transaction_id as id, cast(amount as varchar) as amount from transactions`);
  const rejects = bank.rejects();
  expect(kept.length === file.rows_kept, "the table has another number of rows");
  expect(rejects.length === file.rows_rejected, "rejects.csv has another number of rows");
  expect(result.rejects.reduce((sum, each) => sum + each.rows, 0) === file.rows_rejected, "the reasons do not add up");
  const lines = mutant.base.decode(mutant.content).split(/\r\n|\n|\r/);
  expect(
    rejects.every(({ line }) => line >= 1 && line <= lines.length),
    "a reject stands beyond the file",
  );
  expect(file.rows_read <= lines.length, "more rows than lines");
  expect(
    result.money.every((each) => each.sum_read === each.sum_kept),
    "money changed",
  );
  const total = kept.reduce((sum, { amount }) => sum + BigInt(String(amount).replace(".", "")), 0n);
  const told = result.money.reduce((sum, each) => sum + BigInt(each.sum_kept.replace(".", "")), 0n);
  expect(total === told, "the money of the rows is not the money told");
  if (mutant.packed.equals(mutant.base.pack(mutant.content))) faults.push(...swallowed(mutant, lines, kept, rejects));
  return faults;
}

/** Lines of the base that stand whole in the mutant and are neither in the table, with their amount, nor among the rejects. */
function swallowed(
  { base }: Mutant,
  lines: readonly string[],
  kept: readonly Readonly<Record<string, unknown>>[],
  rejects: readonly { readonly line: number }[],
): string[] {
  const amounts = new Map(kept.map(({ id, amount }) => [id, amount]));
  const rejected = new Set(rejects.map((each) => each.line));
  return lines.flatMap((line, at) => {
    const sound = base.amounts.get(line);
    if (at === 0 || sound === undefined || rejected.has(at + 1) || amounts.get(sound.id) === sound.amount) return [];
    return [`line ${String(at + 1)} went missing`];
  });
}
