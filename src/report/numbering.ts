import type { Block, Figure, Section, Table } from "./document.js";

interface Counters {
  table: number;
  figure: number;
}

/**
 * Chapters with the numbers of sections (`3`, `3.1`), and of tables and figures (`3-1`) that count through a chapter.
 * Tables written as CSV only carry no number; the data of a figure carry the figure's.
 */
export function numbered(chapters: readonly Section[]): Section[] {
  return chapters.map((chapter, index) => {
    const number = String(index + 1);
    return numberSection(chapter, number, number, { table: 0, figure: 0 });
  });
}

function numberSection(section: Section, number: string, chapter: string, counters: Counters): Section {
  let part = 0;
  const blocks = section.blocks.map((block) =>
    block.kind === "section"
      ? numberSection(block, `${number}.${String((part += 1))}`, chapter, counters)
      : numberBlock(block, chapter, counters),
  );
  return { ...section, number, blocks };
}

function numberBlock(block: Exclude<Block, Section>, chapter: string, counters: Counters): Block {
  if (block.kind === "table") return numberTable(block, chapter, counters);
  if (block.kind === "figure") return numberFigure(block, chapter, counters);
  return block;
}

function numberTable(table: Table, chapter: string, counters: Counters): Table {
  if (table.csvOnly) return table;
  counters.table += 1;
  return { ...table, number: `${chapter}-${String(counters.table)}` };
}

function numberFigure(figure: Figure, chapter: string, counters: Counters): Figure {
  counters.figure += 1;
  const number = `${chapter}-${String(counters.figure)}`;
  return { ...figure, number, data: { ...figure.data, number } };
}
