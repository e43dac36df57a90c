import { createStream } from "../core/rng.js";
import type { Bank } from "./bank.js";

/** The luck of one customer, one number a period. Both potential outcomes are made of the same luck. */
export interface Draws {
  readonly drift: Float64Array;
  readonly ending: Float64Array;
  readonly leaves: Float64Array;
  readonly leavesOn: Float64Array;
  readonly opensTime: Float64Array;
  readonly opensWealth: Float64Array;
  readonly opensCard: Float64Array;
  readonly opensConsumer: Float64Array;
  readonly opensOn: Float64Array;
  readonly cardUse: Float64Array;
  readonly visits: Float64Array;
}

const UNIFORM = ["leaves", "leavesOn", "opensTime", "opensWealth", "opensCard", "opensConsumer", "opensOn", "visits"];
const NORMAL = ["drift", "ending", "cardUse"];

/** All draws of a customer, whether used or not. Uniform numbers lie in [0, 1); drift, ending and cardUse are standard normal. */
export function drawsOf(bank: Bank, index: number): Draws {
  const stream = createStream(bank.settings.seed, "simulate/path", index);
  const { months } = bank.settings;
  const series = (draw: () => number) => {
    const values = new Float64Array(months);
    for (let month = 0; month < months; month++) values[month] = draw();
    return values;
  };
  const uniform = UNIFORM.map((name) => [name, series(() => stream.uniform())]);
  const normal = NORMAL.map((name) => [name, series(() => stream.normal())]);
  return Object.fromEntries([...uniform, ...normal]) as unknown as Draws;
}
