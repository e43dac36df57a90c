import type { ColumnSet } from "../engine.js";

/** One result column gathered from the engine's vectors. */
export interface GatheredColumn {
  readonly name: string;
  readonly numbers?: Float64Array;
  readonly texts?: readonly (string | null)[];
}

/** A column set over gathered columns; asking for a missing column or the other kind is a fault of the caller. */
export function columnSetOf(length: number, columns: readonly GatheredColumn[]): ColumnSet {
  const byName = new Map(columns.map((each) => [each.name, each]));
  const find = (name: string): GatheredColumn => {
    const column = byName.get(name);
    if (!column) throw new RangeError(`no column "${name}" in the result`);
    return column;
  };
  return Object.freeze({
    length,
    names: Object.freeze(columns.map((each) => each.name)),
    numbers(name: string): Float64Array {
      const { numbers } = find(name);
      if (!numbers) throw new TypeError(`column "${name}" is text`);
      return numbers;
    },
    texts(name: string): readonly (string | null)[] {
      const { texts } = find(name);
      if (!texts) throw new TypeError(`column "${name}" is a number`);
      return texts;
    },
  });
}
