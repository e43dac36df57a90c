// The assignment step of k-means on WebAssembly SIMD. AssemblyScript; `npx tsx scripts/kernel.ts` writes assign-bytes.ts from it.
//
// f32 filter, f64 proof: scores |c|^2/2 - x.c in f32 give the best and the second centre; where they are nearer to each other than
// the rounding bound of the row, the row is done again in f64 with the operations of the plain loop. So labels equal f64 labels.

const TILE: i32 = 16;
const BLOCK_TILES: i32 = 64;

/** The nearest centre of one row in f64; columns from left to right, ties to the lower centre. */
function exactLabel(x: usize, centres: usize, d: i32, k: i32): i32 {
  let label = 0;
  let least = f64.MAX_VALUE;
  for (let c = 0; c < k; c++) {
    let sum: f64 = 0;
    const centre = centres + ((<usize>(c * d)) << 3);
    for (let j = 0; j < d; j++) {
      const at = (<usize>j) << 3;
      const difference = load<f64>(x + at) - load<f64>(centre + at);
      sum += difference * difference;
    }
    if (sum < least) {
      least = sum;
      label = c;
    }
  }
  return label;
}

/**
 * Moves rows to their nearest centres, marks the blocks of 1,024 rows in which a label changed, and returns how many labels did.
 * tiles: f32, 16 rows a tile, column-major inside; norms: f32; centres32: k x d f32; halves: k f32; x, centres: f64, row-major.
 * The bound of a row is a + norm x (b + norm x c).
 */
export function assign(
  n: i32, d: i32, k: i32,
  tiles: usize, norms: usize, centres32: usize, halves: usize,
  a: f32, b: f32, c2: f32,
  x: usize, centres: usize, labels: usize, marks: usize,
): i32 {
  let changed = 0;
  const tileBytes = (<usize>(d * TILE)) << 2;
  const count = (n + TILE - 1) / TILE;
  const va = f32x4.splat(a);
  const vb = f32x4.splat(b);
  const vc = f32x4.splat(c2);
  const infinity = f32x4.splat(<f32>Infinity);
  for (let tile = 0; tile < count; tile++) {
    const base = tiles + <usize>tile * tileBytes;
    let best0 = infinity, best1 = infinity, best2 = infinity, best3 = infinity;
    let second0 = infinity, second1 = infinity, second2 = infinity, second3 = infinity;
    let label0 = i32x4.splat(0), label1 = label0, label2 = label0, label3 = label0;
    let c = 0;
    for (; c + 1 < k; c += 2) {
      const first = v128.load32_splat(halves + ((<usize>c) << 2));
      const other = v128.load32_splat(halves + ((<usize>(c + 1)) << 2));
      let p0 = first, p1 = first, p2 = first, p3 = first;
      let q0 = other, q1 = other, q2 = other, q3 = other;
      let row = base;
      let cp = centres32 + ((<usize>(c * d)) << 2);
      let cq = cp + ((<usize>d) << 2);
      for (let j = 0; j < d; j++) {
        const x0 = v128.load(row);
        const x1 = v128.load(row, 16);
        const x2 = v128.load(row, 32);
        const x3 = v128.load(row, 48);
        const u = v128.load32_splat(cp);
        p0 = f32x4.sub(p0, f32x4.mul(x0, u));
        p1 = f32x4.sub(p1, f32x4.mul(x1, u));
        p2 = f32x4.sub(p2, f32x4.mul(x2, u));
        p3 = f32x4.sub(p3, f32x4.mul(x3, u));
        const v = v128.load32_splat(cq);
        q0 = f32x4.sub(q0, f32x4.mul(x0, v));
        q1 = f32x4.sub(q1, f32x4.mul(x1, v));
        q2 = f32x4.sub(q2, f32x4.mul(x2, v));
        q3 = f32x4.sub(q3, f32x4.mul(x3, v));
        row += 64;
        cp += 4;
        cq += 4;
      }
      let mark = i32x4.splat(c);
      label0 = v128.bitselect(mark, label0, f32x4.lt(p0, best0));
      label1 = v128.bitselect(mark, label1, f32x4.lt(p1, best1));
      label2 = v128.bitselect(mark, label2, f32x4.lt(p2, best2));
      label3 = v128.bitselect(mark, label3, f32x4.lt(p3, best3));
      second0 = f32x4.min(second0, f32x4.max(best0, p0));
      second1 = f32x4.min(second1, f32x4.max(best1, p1));
      second2 = f32x4.min(second2, f32x4.max(best2, p2));
      second3 = f32x4.min(second3, f32x4.max(best3, p3));
      best0 = f32x4.min(best0, p0);
      best1 = f32x4.min(best1, p1);
      best2 = f32x4.min(best2, p2);
      best3 = f32x4.min(best3, p3);
      mark = i32x4.splat(c + 1);
      label0 = v128.bitselect(mark, label0, f32x4.lt(q0, best0));
      label1 = v128.bitselect(mark, label1, f32x4.lt(q1, best1));
      label2 = v128.bitselect(mark, label2, f32x4.lt(q2, best2));
      label3 = v128.bitselect(mark, label3, f32x4.lt(q3, best3));
      second0 = f32x4.min(second0, f32x4.max(best0, q0));
      second1 = f32x4.min(second1, f32x4.max(best1, q1));
      second2 = f32x4.min(second2, f32x4.max(best2, q2));
      second3 = f32x4.min(second3, f32x4.max(best3, q3));
      best0 = f32x4.min(best0, q0);
      best1 = f32x4.min(best1, q1);
      best2 = f32x4.min(best2, q2);
      best3 = f32x4.min(best3, q3);
    }
    if (c < k) {
      const first = v128.load32_splat(halves + ((<usize>c) << 2));
      let p0 = first, p1 = first, p2 = first, p3 = first;
      let row = base;
      let cp = centres32 + ((<usize>(c * d)) << 2);
      for (let j = 0; j < d; j++) {
        const u = v128.load32_splat(cp);
        p0 = f32x4.sub(p0, f32x4.mul(v128.load(row), u));
        p1 = f32x4.sub(p1, f32x4.mul(v128.load(row, 16), u));
        p2 = f32x4.sub(p2, f32x4.mul(v128.load(row, 32), u));
        p3 = f32x4.sub(p3, f32x4.mul(v128.load(row, 48), u));
        row += 64;
        cp += 4;
      }
      const mark = i32x4.splat(c);
      label0 = v128.bitselect(mark, label0, f32x4.lt(p0, best0));
      label1 = v128.bitselect(mark, label1, f32x4.lt(p1, best1));
      label2 = v128.bitselect(mark, label2, f32x4.lt(p2, best2));
      label3 = v128.bitselect(mark, label3, f32x4.lt(p3, best3));
      second0 = f32x4.min(second0, f32x4.max(best0, p0));
      second1 = f32x4.min(second1, f32x4.max(best1, p1));
      second2 = f32x4.min(second2, f32x4.max(best2, p2));
      second3 = f32x4.min(second3, f32x4.max(best3, p3));
      best0 = f32x4.min(best0, p0);
      best1 = f32x4.min(best1, p1);
      best2 = f32x4.min(best2, p2);
      best3 = f32x4.min(best3, p3);
    }
    const norm = norms + ((<usize>(tile * TILE)) << 2);
    const n0 = v128.load(norm);
    const n1 = v128.load(norm, 16);
    const n2 = v128.load(norm, 32);
    const n3 = v128.load(norm, 48);
    const sure0 = f32x4.gt(f32x4.sub(second0, best0), f32x4.add(va, f32x4.mul(n0, f32x4.add(vb, f32x4.mul(n0, vc)))));
    const sure1 = f32x4.gt(f32x4.sub(second1, best1), f32x4.add(va, f32x4.mul(n1, f32x4.add(vb, f32x4.mul(n1, vc)))));
    const sure2 = f32x4.gt(f32x4.sub(second2, best2), f32x4.add(va, f32x4.mul(n2, f32x4.add(vb, f32x4.mul(n2, vc)))));
    const sure3 = f32x4.gt(f32x4.sub(second3, best3), f32x4.add(va, f32x4.mul(n3, f32x4.add(vb, f32x4.mul(n3, vc)))));
    const out = labels + ((<usize>(tile * TILE)) << 2);
    const moved0 = i32x4.ne(label0, v128.load(out));
    const moved1 = i32x4.ne(label1, v128.load(out, 16));
    const moved2 = i32x4.ne(label2, v128.load(out, 32));
    const moved3 = i32x4.ne(label3, v128.load(out, 48));
    const sure = i32x4.bitmask(sure0) | (i32x4.bitmask(sure1) << 4) | (i32x4.bitmask(sure2) << 8) | (i32x4.bitmask(sure3) << 12);
    const moved = i32x4.bitmask(moved0) | (i32x4.bitmask(moved1) << 4) | (i32x4.bitmask(moved2) << 8) | (i32x4.bitmask(moved3) << 12);
    const left = n - tile * TILE;
    const valid = left < TILE ? (1 << left) - 1 : 0xffff;
    let unsure = ~sure & valid;
    let moves = moved & sure & valid;
    // Unsure rows keep their old label here and get their exact one below.
    v128.store(out, v128.bitselect(label0, v128.load(out), sure0));
    v128.store(out, v128.bitselect(label1, v128.load(out, 16), sure1), 16);
    v128.store(out, v128.bitselect(label2, v128.load(out, 32), sure2), 32);
    v128.store(out, v128.bitselect(label3, v128.load(out, 48), sure3), 48);
    while (unsure != 0) {
      const lane = ctz(unsure);
      unsure &= unsure - 1;
      const at = tile * TILE + lane;
      const label = exactLabel(x + ((<usize>(at * d)) << 3), centres, d, k);
      if (label != load<i32>(labels + ((<usize>at) << 2))) {
        store<i32>(labels + ((<usize>at) << 2), label);
        moves |= 1 << lane;
      }
    }
    if (moves != 0) {
      changed += popcnt(moves);
      store<u8>(marks + <usize>(tile / BLOCK_TILES), 1);
    }
  }
  return changed;
}

/** Sums by label of the marked blocks, rows in order: k x (d + 1) numbers a block, the columns and then the weight. Clears marks. */
export function sumBlocks(
  n: i32, d: i32, k: i32, x: usize, weights: usize, labels: usize, sums: usize, marks: usize,
): void {
  const width = k * (d + 1);
  const blocks = (n + 1023) / 1024;
  for (let block = 0; block < blocks; block++) {
    if (load<u8>(marks + <usize>block) == 0) continue;
    store<u8>(marks + <usize>block, 0);
    const target = sums + ((<usize>(block * width)) << 3);
    memory.fill(target, 0, (<usize>width) << 3);
    const end = min((block + 1) * 1024, n);
    for (let i = block * 1024; i < end; i++) {
      const weight = load<f64>(weights + ((<usize>i) << 3));
      let at = target + ((<usize>(load<i32>(labels + ((<usize>i) << 2)) * (d + 1))) << 3);
      let from = x + ((<usize>(i * d)) << 3);
      const weights2 = f64x2.splat(weight);
      let j = 0;
      for (; j + 1 < d; j += 2) {
        v128.store(at, f64x2.add(v128.load(at), f64x2.mul(weights2, v128.load(from))));
        at += 16;
        from += 16;
      }
      if (j < d) {
        store<f64>(at, load<f64>(at) + weight * load<f64>(from));
        at += 8;
      }
      store<f64>(at, load<f64>(at) + weight);
    }
  }
}
