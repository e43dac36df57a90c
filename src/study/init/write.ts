import type { Entry, LeftOut, Proposal, SourceDraft } from "../../ingest/index.js";
import type { Proposed, StudyFacts } from "./facts.js";
import type { ProposedStage } from "./stages.js";
import { comment, inline, line, scalar } from "./yaml.js";

/** What a study file is written from. */
export interface StudyText {
  readonly name: string;
  /** Folder of the exports, relative to the study file. */
  readonly data: string;
  readonly facts: StudyFacts;
  readonly proposal: Proposal;
  readonly stages: readonly ProposedStage[];
  readonly unreadable: readonly string[];
  readonly version: string;
}

/** The study file as text: every setting that may be wrong has a comment that says why. */
export function studyText(study: StudyText): string {
  const { facts, proposal, stages } = study;
  return [
    `# Proposed by custval init ${study.version} from column names and counts of values. Read every line with "unsure" or "question".`,
    "custval: 1",
    line(0, "study", study.name),
    line(0, "title", { en: `Study of ${study.name}`, zh: `客户研究：${study.name}` }),
    "seed: 1",
    dated("as_of", facts.asOf),
    line(0, "period", facts.period.value, facts.period.about),
    dated("currency", facts.currency),
    line(0, "data", study.data),
    "",
    "sources:",
    ...proposal.drafts.flatMap((each) => [...sourceLines(each), ""]),
    ...leftOutLines(proposal.leftOut, study.unreadable),
    ...stages.flatMap((each) => [...stageLines(each), ""]),
  ]
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .replace(/\n*$/, "\n");
}

function dated(key: string, { value, about, unsure }: Proposed<string>): string {
  return line(0, key, value, unsure ? `unsure: ${about}` : about);
}

function sourceLines(draft: SourceDraft): readonly string[] {
  const { source } = draft;
  const encoding = source.form.encoding;
  const files = source.files.length === 1 ? "" : `${String(source.files.length)} files, `;
  const written =
    encoding === null
      ? ""
      : `, ${encoding.encoding} (confidence ${String(Math.round(encoding.confidence * 100))} %: ${encoding.reason})`;
  const sampled = source.oneIn === 1 ? "" : `; one row in ${String(source.oneIn)} was looked at closely`;
  return [
    `  # ${files}${String(source.count)} rows, ${String(source.columns.length)} columns${written}${sampled}`,
    `  ${scalar(draft.key)}:`,
    line(4, "table", draft.table),
    line(4, "files", source.pattern),
    ...Object.entries(draft.settings).map(([key, value]) =>
      line(4, key, value, draft.remarks[key] && `unsure: ${draft.remarks[key]}`),
    ),
    ...block("link", draft.link, (name, each) => line(6, name, each)),
    ...block("columns", draft.columns, entryLine),
    ...block("attributes", draft.attributes, entryLine),
    ...notLoaded(draft),
  ];
}

function block<Each>(
  key: string,
  entries: Readonly<Record<string, Each>>,
  show: (name: string, each: Each) => string,
): readonly string[] {
  const lines = Object.entries(entries).map(([name, each]) => show(name, each));
  return lines.length === 0 ? [] : [`    ${key}:`, ...lines];
}

function entryLine(name: string, { rule, unsure, question }: Entry): string {
  const plain = Object.keys(rule).length === 1 && rule.from !== undefined;
  const remark = question !== null ? `question: ${question}` : unsure !== null ? `unsure: ${unsure}` : null;
  return line(6, name, plain ? rule.from : rule, remark);
}

function notLoaded({ verdicts, table }: SourceDraft): readonly string[] {
  if (table === "lookup") return [];
  return verdicts
    .filter((each) => each.as === "left_out")
    .map((each) => `    # left out: ${comment(each.column)} (${comment(each.reason ?? "")})`);
}

function leftOutLines(leftOut: readonly LeftOut[], unreadable: readonly string[]): readonly string[] {
  const lines = leftOut.flatMap(({ source, reason }) => [
    `  # left out: ${comment(source.files.join(", "))}: ${reason}`,
    `  #   columns: ${comment(source.columns.map((each) => each.name).join(", "))}`,
  ]);
  const bad = unreadable.map((each) => `  # not readable: ${comment(each)}`);
  return lines.length + bad.length === 0 ? [] : [...lines, ...bad, ""];
}

function stageLines({ name, settings, about }: ProposedStage): readonly string[] {
  const remarks = about.map((each) => `# ${each}`);
  if (settings === null) return remarks;
  const lines = Object.entries(settings).flatMap(([key, value]) =>
    key === "features" && Array.isArray(value)
      ? ["  features:", ...value.map((each) => `    - ${inline(each)}`)]
      : [line(2, key, value)],
  );
  return [...remarks, `${name}:`, ...lines];
}
