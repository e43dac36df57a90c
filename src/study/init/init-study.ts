import { existsSync } from "node:fs";
import { basename, dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { CustvalError, fail, type Problem } from "../../core/errors.js";
import {
  groupFiles,
  inputOf,
  proposeSources,
  sniffFile,
  sniffSource,
  type Proposal,
  type SniffedFile,
  type SniffedSource,
} from "../../ingest/index.js";
import { writePrivateFile } from "../private-file.js";
import { inSession, type SessionOptions } from "../session.js";
import { studyFacts, type StudyFacts } from "./facts.js";
import { withoutFlatFeatures } from "./flat.js";
import { initInputs, type InitInputs } from "./inputs.js";
import { proposedStages, type ProposedStage } from "./stages.js";
import { studyText } from "./write.js";

/** What `custval init` was asked to do. */
export interface InitRequest {
  readonly files: readonly string[];
  readonly out: string;
  readonly force: boolean;
  /** Day of today (ISO), for files without any date. */
  readonly today: string;
  readonly asOf?: string;
  readonly currency?: string;
  readonly version: string;
  readonly session: SessionOptions;
  readonly progress: (stage: string, event: string, rows?: number) => void;
}

/** What init found. It holds names, counts and forms, never a value of the export. */
export interface InitOutcome {
  readonly text: string;
  readonly result: InitResult;
}

export interface InitResult {
  readonly study: string;
  readonly as_of: string;
  readonly currency: string;
  readonly sources: Readonly<Record<string, unknown>>;
  readonly stages: Readonly<Record<string, unknown>>;
  readonly columns: readonly {
    readonly source: string;
    readonly file: string;
    readonly column: string;
    readonly as: string;
    readonly target: string | null;
    readonly reason: string | null;
  }[];
  readonly relations: readonly {
    readonly from: string;
    readonly to: string;
    readonly share: number;
    readonly unique: boolean;
  }[];
  readonly left_out: readonly { readonly files: readonly string[]; readonly reason: string }[];
  readonly unsure: number;
  readonly questions: number;
}

/** Looks at exports and writes a commented study file beside what it found. Refuses to replace a file, before it looks at anything. */
export async function initStudy(request: InitRequest): Promise<InitOutcome> {
  const out = resolve(request.out);
  if (existsSync(out) && !request.force) refuseOverwrite(request.out);
  const inputs = initInputs(request.files);
  const outcome = await inSession(
    inputs.files.map((each) => each.path),
    request.session,
    async ({ engine, work }) => {
      let count = 0;
      const signal = request.session.signal === undefined ? {} : { signal: request.session.signal };
      const context = { engine, workFolder: work, next: () => ++count, ...signal };
      const { sources, problems } = await look(context, inputs, request);
      if (sources.length === 0) throw new CustvalError(problems.length > 0 ? problems : [noTable([])]);
      const proposal = await proposeSources(engine, sources);
      if (!proposal.drafts.some((each) => each.table !== "lookup"))
        throw new CustvalError([
          noTable(proposal.leftOut.map(({ source, reason }) => `${source.files[0]}: ${reason}`)),
        ]);
      const facts = studyFacts(proposal, request);
      const trial = { engine, work, data: inputs.folder, ...signal };
      const stages = await withoutFlatFeatures(trial, proposal, facts, proposedStages(proposal, facts));
      return composed(request, inputs, { proposal, facts, stages, problems });
    },
  );
  if (existsSync(out) && !request.force) refuseOverwrite(request.out);
  writePrivateFile(out, outcome.text);
  return outcome;
}

function refuseOverwrite(path: string): never {
  fail("STU-006", {
    message: `"${basename(path)}" exists already`,
    place: { file: basename(path) },
    hint: "give another name with --out, or --force to replace it",
  });
}

function noTable(reasons: readonly string[]): Problem {
  return {
    code: "DATA-022",
    message: "no file has the columns of a table",
    ...(reasons.length === 0 ? {} : { seen: reasons.join("; ") }),
    expected:
      "customers, accounts, bookings (account or customer, date, amount), monthly balances, or another table of docs/study-file.md",
    hint: "declare the columns in a study file of your own; data-samples/city-bank/study.yaml is an example",
  };
}

async function look(context: Parameters<typeof sniffFile>[0], inputs: InitInputs, { progress }: InitRequest) {
  const files: SniffedFile[] = [];
  const problems: Problem[] = [];
  for (const file of inputs.files) {
    const found = await sniffFile(context, file);
    if ("code" in found) problems.push(found);
    else files.push(found);
  }
  const sources: SniffedSource[] = [];
  for (const [at, group] of groupFiles(files, inputs.beside).entries()) {
    const found = await sniffSource(context, group, at);
    if ("code" in found) problems.push(found);
    else {
      sources.push(found);
      progress("init", `looked at ${group.name} (${String(found.columns.length)} columns)`, found.count);
    }
  }
  return { sources, problems };
}

interface Found {
  readonly proposal: Proposal;
  readonly facts: StudyFacts;
  readonly stages: readonly ProposedStage[];
  /** Files that could not be read. */
  readonly problems: readonly Problem[];
}

function composed(request: InitRequest, inputs: InitInputs, found: Found): InitOutcome {
  const { proposal, facts, stages, problems } = found;
  const name = nameOf(inputs.folder);
  const data = dataFolder(request.out, inputs.folder);
  const unreadable = problems.map((each) => `${each.place?.file ?? ""}: ${each.message}`);
  const text = studyText({ name, data, facts, proposal, stages, unreadable, version: request.version });
  return { text, result: resultOf(name, facts, proposal, stages) };
}

function nameOf(folder: string): string {
  const parts = folder.split(sep).reverse();
  const names = parts.map((each) =>
    each
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, ""),
  );
  return (
    names.find((each) => each !== "" && !["exports", "export", "data", "csv", "raw", "files"].includes(each)) ?? "study"
  );
}

function dataFolder(out: string, folder: string): string {
  const path = relative(dirname(resolve(out)), folder);
  return path === "" ? "." : isAbsolute(path) ? path : path.split(sep).join("/");
}

function resultOf(
  study: string,
  facts: StudyFacts,
  { drafts, relations, leftOut }: Proposal,
  stages: readonly ProposedStage[],
): InitResult {
  const entries = drafts.flatMap((each) => [...Object.values(each.columns), ...Object.values(each.attributes)]);
  return {
    study,
    as_of: facts.asOf.value,
    currency: facts.currency.value,
    sources: Object.fromEntries(drafts.map((each) => [each.key, inputOf(each)])),
    stages: Object.fromEntries(stages.flatMap((each) => (each.settings === null ? [] : [[each.name, each.settings]]))),
    columns: drafts.flatMap((each) =>
      each.verdicts.map(({ column, as, target, reason }) => ({
        source: each.key,
        file: each.source.files[0],
        column,
        as,
        target,
        reason,
      })),
    ),
    relations: relations.map((each) => ({
      from: `${each.from.files[0]}:${each.column}`,
      to: `${each.to.files[0]}:${each.key}`,
      share: Math.round(each.found * 1e4) / 1e4,
      unique: each.unique,
    })),
    left_out: leftOut.map(({ source, reason }) => ({ files: source.files, reason })),
    unsure:
      entries.filter((each) => each.unsure !== null).length +
      drafts.reduce((sum, each) => sum + Object.keys(each.remarks).length, 0) +
      [facts.asOf, facts.currency].filter((each) => each.unsure).length,
    questions: entries.filter((each) => each.question !== null).length,
  };
}
