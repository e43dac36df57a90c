/** How a word is painted at a terminal; without colours each is the identity. */
export interface Paint {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** A cell of the text: its words, and how they are painted after they were padded. */
export type Cell = string | readonly [text: string, paint: (text: string) => string];

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3ffff}]/u;

/** Cells that a text takes at a terminal: a Chinese character takes two. */
export function columnsOf(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  return width;
}

/** A text cut to a number of cells, with an ellipsis where something was left out. */
export function cut(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  let kept = "";
  for (const character of text) {
    if (columnsOf(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Rows as lines of aligned columns, indented by two; `right` names the columns that end at one edge. The last column is not padded. */
export function aligned(rows: readonly (readonly Cell[])[], right: readonly number[] = []): string[] {
  const text = (cell: Cell) => (typeof cell === "string" ? cell : cell[0]);
  const width = (at: number) => Math.max(0, ...rows.map((row) => columnsOf(text(row[at] ?? ""))));
  const widths = (rows[0] ?? []).map((_, at) => width(at));
  return rows.map((row) => {
    const cells = row.map((cell, at) => {
      const blanks = " ".repeat(widths[at] - columnsOf(text(cell)));
      const last = at === row.length - 1;
      const padded = right.includes(at) ? blanks + text(cell) : text(cell) + (last ? "" : blanks);
      return typeof cell === "string" ? padded : cell[1](padded);
    });
    return `  ${cells.join("  ")}`.trimEnd();
  });
}

const BARS = "▁▂▃▄▅▆▇█";

/** One bar a number, as high as its share of the largest; a blank for none. */
export function sparkline(values: readonly number[]): string {
  const most = Math.max(1, ...values);
  return values
    .map((value) => (value === 0 ? " " : BARS[Math.min(BARS.length - 1, Math.floor((value / most) * BARS.length))]))
    .join("");
}
