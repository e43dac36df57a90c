import type { Block, Document, Figure, Section, Table } from "../document.js";
import type { Numbers } from "../numbers.js";
import type { Language } from "../words.js";
import { figureNotes, headOf, isNumeric, printCell } from "./cell.js";
import { headed, labelsOf } from "./labels.js";

/** The document as Markdown that pandoc and GitHub read: one sentence a line, pipe tables, figures as linked files. */
export function renderMarkdown(document: Document, language: Language, numbers: Numbers): string {
  const blocks = (all: readonly Block[], level: number): string[] => all.flatMap((each) => blockOf(each, level));
  const blockOf = (block: Block, level: number): string[] =>
    block.kind === "section"
      ? [heading(block, level, language), ...blocks(block.blocks, level + 1)]
      : leafOf(block, language, numbers);
  const head = [`# ${escapeText(document.title[language])}`, lines(document.facts.map((fact) => fact[language]))];
  return `${[...head, ...blocks(document.sections, 2)].filter((text) => text !== "").join("\n\n")}\n`;
}

function heading(section: Section, level: number, language: Language): string {
  const number = section.number ? `${section.number} ` : "";
  return `${"#".repeat(Math.min(level, 6))} ${number}${escapeText(section.title[language])}`;
}

function leafOf(block: Exclude<Block, Section>, language: Language, numbers: Numbers): string[] {
  switch (block.kind) {
    case "paragraph":
      return [lines(block.sentences.map((sentence) => sentence[language]))];
    case "list":
      return [block.items.map((item) => `- ${escapeText(item[language])}`).join("\n")];
    case "note":
      return [`> ${withNote(block.words[language], language)}`];
    case "table":
      return block.csvOnly ? [] : tableOf(block, language, numbers);
    case "figure":
      return figureOf(block, language, numbers);
    case "formula":
      return [
        lines([`${block.name[language]}:`.replace(/:$/, language === "zh" ? "：" : ":")]),
        fenced(block.formula),
        lines([block.about[language], labelsOf(language).source + block.source]),
      ];
    case "reference":
      return [`- ${escapeText(block.text)}`];
    case "verbatim":
      return [fenced(block.text)];
  }
}

function tableOf(table: Table, language: Language, numbers: Numbers): string[] {
  const title = headed(labelsOf(language).table(table.number), table.title[language], language);
  const heads = table.columns.map((column) => headOf(column, language));
  const marks = table.columns.map((_, index) => (isNumeric(table, index, language) ? "---:" : ":---"));
  const rows = table.rows.map((row) =>
    row.map((cell, index) => printCell(cell, table.columns[index], numbers, language)),
  );
  const grid = [pipes(heads.map(escapeCell)), pipes(marks), ...rows.map((row) => pipes(row.map(escapeCell)))];
  const notes = table.notes.map((each, index) =>
    index === 0 ? withNote(each[language], language) : escapeText(each[language]),
  );
  return [`**${escapeText(title)}**`, grid.join("\n"), [...notes, escapeText(table.source[language])].join("\\\n")];
}

function pipes(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function figureOf(figure: Figure, language: Language, numbers: Numbers): string[] {
  const title = headed(labelsOf(language).figure(figure.number), figure.title[language], language);
  return [
    `![${escapeText(title)}](figures/${figure.id}.${language}.svg)`,
    lines(figureNotes(figure, numbers, language)),
  ];
}

function withNote(text: string, language: Language): string {
  const { note } = labelsOf(language);
  return escapeText(text.startsWith(note.trim()) ? text : note + text);
}

function lines(sentences: readonly string[]): string {
  return sentences
    .filter((sentence) => sentence !== "")
    .map(escapeText)
    .join("\n");
}

function fenced(text: string): string {
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${fence}text\n${text}\n${fence}`;
}

/** Text of which no character is taken as markup. */
function escapeText(text: string): string {
  return text
    .replace(/[\r\n]+/g, " ")
    .replace(/[\\`*_[\]<>|$~^#&@]/g, "\\$&")
    .replace(/^([-+]|\d+[.)])(?=\s)/, (mark) => mark.replace(/([-+.)])$/, "\\$1"));
}

function escapeCell(text: string): string {
  return text === "" ? " " : escapeText(text);
}
