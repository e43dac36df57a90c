import { failIfAny } from "../core/errors.js";
import { buildDocument } from "./build.js";
import type { Document } from "./document.js";
import type { StudyFacts } from "./facts.js";
import { createNumbers, type Numbers } from "./numbers.js";
import { renderCsv } from "./render/csv.js";
import { figuresOf, renderHtml } from "./render/html.js";
import { renderMarkdown } from "./render/markdown.js";
import { createSvgDrawer } from "./render/svg.js";
import { LANGUAGES, type Language } from "./words.js";

export const FORMATS = Object.freeze(["md", "csv", "html"] as const);

export type Format = (typeof FORMATS)[number];

export interface ReportOptions {
  readonly languages: readonly Language[];
  readonly formats: readonly Format[];
}

/** A file of a report: its path below the folder of the report, and its text in UTF-8. */
export interface ReportFile {
  readonly path: string;
  readonly content: string;
}

type Drawings = ReadonlyMap<Language, ReadonlyMap<string, string>>;

/**
 * The files of a report in order of their paths; nothing is written. The same facts give the same bytes.
 * Throws REP-003 for a language or format that does not exist, and what the building of the document throws.
 */
export async function renderReport(facts: StudyFacts, options: ReportOptions): Promise<{ files: ReportFile[] }> {
  checkOptions(options);
  const document = buildDocument(facts);
  const numbers = createNumbers(facts.privacy.threshold, facts.study.money_unit.divisor);
  const formats = new Set(options.formats);
  const languages = LANGUAGES.filter((language) => options.languages.includes(language));
  const drawings: Drawings = formats.has("md") || formats.has("html") ? await drawAll(document, languages) : new Map();
  const files = [
    ...(formats.has("csv") ? renderCsv(document, numbers, facts.study.currency) : []),
    ...languages.flatMap((language) => filesOf(document, language, formats, numbers, drawings)),
  ];
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

function filesOf(
  document: Document,
  language: Language,
  formats: ReadonlySet<Format>,
  numbers: Numbers,
  drawings: Drawings,
): ReportFile[] {
  const own = drawings.get(language) ?? new Map<string, string>();
  const figures = [...own].map(([id, content]) => ({ path: `figures/${id}.${language}.svg`, content }));
  return [
    ...(formats.has("md")
      ? [{ path: `report.${language}.md`, content: renderMarkdown(document, language, numbers) }, ...figures]
      : []),
    ...(formats.has("html")
      ? [{ path: `report.${language}.html`, content: renderHtml(document, language, numbers, own) }]
      : []),
  ];
}

async function drawAll(document: Document, languages: readonly Language[]): Promise<Drawings> {
  const draw = await createSvgDrawer();
  const drawings = new Map<Language, ReadonlyMap<string, string>>();
  for (const language of languages) {
    const own = new Map<string, string>();
    for (const figure of figuresOf(document)) own.set(figure.id, await draw(figure, language));
    drawings.set(language, own);
  }
  return drawings;
}

function checkOptions({ languages, formats }: ReportOptions): void {
  const wrong = [...unknown("report.languages", languages, LANGUAGES), ...unknown("report.formats", formats, FORMATS)];
  failIfAny(wrong.map((each) => ({ code: "REP-003" as const, ...each })));
}

function unknown(key: string, given: readonly string[], known: readonly string[]) {
  const expected = `one of ${known.join(", ")}`;
  return given
    .filter((each) => !known.includes(each))
    .map((each) => ({ message: `unknown value ${each}`, place: { key }, expected, hint: `use ${known.join(", ")}` }));
}
