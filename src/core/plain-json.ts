function refuseUndefinedNumbers(key: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError(`"${key}" is not a finite number`);
  return value;
}

/** A copy that holds what JSON holds and nothing else, so that a value read back later is the same. Throws on NaN and Infinity. */
export function plainJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value, refuseUndefinedNumbers)) as Value;
}
