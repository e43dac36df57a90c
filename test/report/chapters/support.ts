import { walk, type Block, type Section, type Table } from "../../../src/report/document.js";
import type { StudyFacts } from "../../../src/report/facts.js";
import { gateFacts, type GatedFacts } from "../../../src/report/gate/gate.js";
import { createNumbers, type Numbers } from "../../../src/report/numbers.js";
import type { Words } from "../../../src/report/words.js";

type Chapter = (facts: GatedFacts, numbers: Numbers) => Section;

export function build(chapter: Chapter, facts: StudyFacts): Section {
  const gated = gateFacts(facts);
  return chapter(gated, createNumbers(gated.privacy.threshold, gated.study.money_unit.divisor));
}

/** All tables of a section, those behind figures included. */
export function tablesOf(section: Section): Table[] {
  return walk(section.blocks).flatMap((block) =>
    block.kind === "table" ? [block] : block.kind === "figure" ? [block.data] : [],
  );
}

/** Sentences of paragraphs, lists and notes. */
export function sentencesOf(section: Section): Words[] {
  return walk(section.blocks).flatMap((block: Block) => {
    if (block.kind === "paragraph") return [...block.sentences];
    if (block.kind === "list") return [...block.items];
    return block.kind === "note" ? [block.words] : [];
  });
}

/** Everything under a node that is words in both languages. */
export function wordsIn(node: unknown): Words[] {
  if (typeof node !== "object" || node === null) return [];
  const own = node as Record<string, unknown>;
  if (typeof own.en === "string" && typeof own.zh === "string") return [{ en: own.en, zh: own.zh }];
  return Object.values(own).flatMap(wordsIn);
}

/** The numbers of a text, in the order of their size as text. */
export function numbersIn(text: string): string[] {
  return (text.match(/\d+(?:,\d{3})*(?:\.\d+)?/g) ?? []).sort();
}
