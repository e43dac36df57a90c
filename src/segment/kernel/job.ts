/** Byte places of the numbers of a job, as kernel.as reads them. */
export const JOB_BYTES = 192;

export const WORD = {
  n: 0,
  d: 4,
  k: 8,
  x: 12,
  weights: 16,
  tiles: 20,
  norms: 24,
  labels: 28,
  safe: 32,
  lower: 36,
  sums: 40,
  centres: 44,
  centres32: 48,
  halves: 52,
  partial: 56,
  nearest: 60,
  denseFrom: 64,
  byMoves: 68,
  crossed: 72,
  candidates: 76,
  origin: 80,
  wide: 84,
  widths: 88,
} as const;

export const SINGLE = {
  boundA: 96,
  boundB: 100,
  boundC: 104,
  driftUp: 108,
  driftDown: 112,
  shiftDown: 116,
  shiftUp: 120,
} as const;

export const DOUBLE = { margin: 128, reach: 136 } as const;

/** The least f32 that is not below a number. */
export function roundedUp(value: number): number {
  const near = Math.fround(value);
  return near >= value ? near : Math.fround(value + Math.abs(value) * 2 ** -23 + 2 ** -149);
}

/** The largest f32 that is not above a number. */
export function roundedDown(value: number): number {
  return -roundedUp(-value);
}
