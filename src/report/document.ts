import type { Value } from "./numbers.js";
import type { Words } from "./words.js";

/** What the numbers of a column are, and with it how they are printed. */
export type ColumnKind = "text" | "code" | "count" | "share" | "money" | "amount" | "decimal" | "p";

export interface Column {
  readonly id: string;
  readonly label: Words;
  readonly unit: Words | null;
  readonly kind: ColumnKind;
  /** Decimals of every cell of the column. */
  readonly digits: number;
}

/** A cell: words in a text column, else a value; a missing value says why. */
export interface Cell {
  readonly value: Value | Words;
  readonly why?: Words;
}

export interface Table {
  readonly kind: "table";
  readonly id: string;
  /** Given when the document is numbered. */
  readonly number: string;
  readonly title: Words;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly notes: readonly Words[];
  /** Sample, period and where the numbers come from. */
  readonly source: Words;
  /** Rows before which a rule is drawn, such as the first of a second panel. */
  readonly ruledRows?: readonly number[];
  /** A detail table is written as CSV only. */
  readonly csvOnly?: boolean;
}

/** A chart description for the figure renderer, per language. Plain data. */
export type ChartSpec = Readonly<Record<string, unknown>>;

export interface Figure {
  readonly kind: "figure";
  readonly id: string;
  readonly number: string;
  readonly title: Words;
  /** One sentence that says what the figure shows. */
  readonly caption: Words;
  readonly specs: Readonly<Record<keyof Words, ChartSpec>>;
  /** The numbers behind the figure; written as CSV. */
  readonly data: Table;
}

export interface Paragraph {
  readonly kind: "paragraph";
  readonly sentences: readonly Words[];
}

export interface List {
  readonly kind: "list";
  readonly items: readonly Words[];
}

export interface Note {
  readonly kind: "note";
  readonly words: Words;
}

export interface Formula {
  readonly kind: "formula";
  readonly name: Words;
  readonly formula: string;
  readonly about: Words;
  readonly source: string;
}

export interface Reference {
  readonly kind: "reference";
  readonly text: string;
}

/** Text that is shown as it stands: a command line. */
export interface Verbatim {
  readonly kind: "verbatim";
  readonly text: string;
}

export interface Section {
  readonly kind: "section";
  readonly id: string;
  readonly number: string;
  readonly title: Words;
  readonly blocks: readonly Block[];
}

export type Block = Paragraph | List | Table | Figure | Note | Formula | Reference | Verbatim | Section;

export interface Document {
  readonly kind: "document";
  readonly title: Words;
  readonly facts: readonly Words[];
  readonly sections: readonly Section[];
}

export function paragraph(...sentences: readonly (Words | null)[]): Paragraph {
  return { kind: "paragraph", sentences: sentences.filter((sentence) => sentence !== null) };
}

export function note(words: Words): Note {
  return { kind: "note", words };
}

export function section(id: string, title: Words, blocks: readonly (Block | null)[]): Section {
  return { kind: "section", id, number: "", title, blocks: blocks.filter((block) => block !== null) };
}

/** All blocks below a section in reading order, sections included. */
export function walk(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => (block.kind === "section" ? [block, ...walk(block.blocks)] : [block]));
}

/** The same tree, frozen throughout. */
export function deepFreeze<T>(tree: T): T {
  if (typeof tree === "object" && tree !== null && !Object.isFrozen(tree)) {
    Object.freeze(tree);
    for (const child of Object.values(tree)) deepFreeze(child);
  }
  return tree;
}
