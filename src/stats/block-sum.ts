/** Rows per block of every sum. The summation tree is part of the saved models' version. */
export const BLOCK = 1024;

/**
 * The sum of `term(0) … term(n - 1)`: in order inside blocks of 1,024, block sums added pairwise in block order.
 * The tree depends on n alone, so that any number of workers gives the same bytes.
 */
export function blockSum(n: number, term: (i: number) => number): number {
  const blocks = new Float64Array(Math.ceil(n / BLOCK));
  for (let block = 0; block < blocks.length; block++) {
    const end = Math.min(n, (block + 1) * BLOCK);
    let sum = 0;
    for (let i = block * BLOCK; i < end; i++) sum += term(i);
    blocks[block] = sum;
  }
  return pairwiseTotal(blocks);
}

/** Adds neighbours, then neighbours of the sums, and so on; an odd last one is carried. Overwrites its input. */
export function pairwiseTotal(sums: Float64Array): number {
  let count = sums.length;
  if (count === 0) return 0;
  while (count > 1) {
    const half = count >> 1;
    for (let i = 0; i < half; i++) sums[i] = sums[2 * i] + sums[2 * i + 1];
    if (count % 2 === 1) sums[half] = sums[count - 1];
    count = half + (count % 2);
  }
  return sums[0];
}

/** Sum of the numbers, in the fixed order of `blockSum`. */
export function sum(x: ArrayLike<number>): number {
  return blockSum(x.length, (i) => x[i]);
}
