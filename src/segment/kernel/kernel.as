// The heavy loops of k-means and silhouettes on WebAssembly SIMD. AssemblyScript; `npx tsx scripts/kernel.ts` writes
// kernel-bytes.ts from it.
//
// Every function works on a range of blocks of 1,024 rows, so that workers can share the blocks of one memory; the numbers of a block
// do not depend on who computes it. What decides is f64 in the order of the plain TypeScript twin. f32 only selects the rows that
// need f64: a score differs from its exact value by less than the bound of the row, and bounds are rounded to the safe side.

const TILE: i32 = 16;
const BLOCK: i32 = 1024;
const BLOCK_TILES: i32 = 64;

// Byte places of the numbers of a job; job.ts writes them.
const N: usize = 0, D: usize = 4, K: usize = 8, X: usize = 12, WEIGHTS: usize = 16, TILES: usize = 20, NORMS: usize = 24;
const LABELS: usize = 28, SAFE: usize = 32, LOWER: usize = 36, SUMS: usize = 40, CENTRES: usize = 44, CENTRES32: usize = 48;
const HALVES: usize = 52, PARTIAL: usize = 56, NEAREST: usize = 60, DENSE_FROM: usize = 64, BY_MOVES: usize = 68;
const CROSSED: usize = 72, CANDIDATES: usize = 76, ORIGIN: usize = 80, WIDE: usize = 84, WIDTHS: usize = 88;
const BOUND_A: usize = 96, BOUND_B: usize = 100, BOUND_C: usize = 104;
const DRIFT_UP: usize = 108, DRIFT_DOWN: usize = 112, SHIFT_DOWN: usize = 116;
const SHIFT_UP: usize = 120, MARGIN: usize = 128, REACH: usize = 136;

function word(job: usize, place: usize): usize {
  return <usize>load<u32>(job + place);
}

/** Squared Euclidean distance of two rows in f64, columns from left to right. */
// @ts-ignore: decorator
@inline
function squared(a: usize, b: usize, d: i32): f64 {
  let sum: f64 = 0;
  for (let j = 0; j < d; j++) {
    const at = (<usize>j) << 3;
    const difference = load<f64>(a + at) - load<f64>(b + at);
    sum += difference * difference;
  }
  return sum;
}

/** Fills the f32 tiles and the norms of blocks from the f64 rows, counted from the origin. */
export function fill(job: usize, from: i32, to: i32, scratch: usize): i32 {
  const n = <i32>word(job, N), d = <i32>word(job, D);
  const tiles = word(job, TILES), norms = word(job, NORMS), origin = word(job, ORIGIN);
  let x = word(job, X) + ((<usize>(from * BLOCK) * <usize>d) << 3);
  const end = min(to * BLOCK, n);
  for (let i = from * BLOCK; i < end; i++) {
    let at = tiles + ((<usize>(i & ~15) * <usize>d + <usize>(i & 15)) << 2);
    let sum: f64 = 0;
    for (let j = 0; j < d; j++) {
      const value = load<f64>(x) - load<f64>(origin + ((<usize>j) << 3));
      store<f32>(at, <f32>value);
      sum += value * value;
      x += 8;
      at += 64;
    }
    store<f32>(norms + ((<usize>i) << 2), <f32>(Math.sqrt(sum) * (1 + 9.5367431640625e-7)));
  }
  return 0;
}

let least: f64 = 0;
let second: f64 = 0;

/** The nearest centre of one row in f64, ties to the lower; leaves the two least squared distances in `least` and `second`. */
function nearestOf(x: usize, crossed: usize, d: i32, k: i32, wide: i32): i32 {
  let label = 0;
  let first = f64.MAX_VALUE;
  let other = f64.MAX_VALUE;
  const line = (<usize>wide) << 3;
  for (let c = 0; c < k; c += 8) {
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let column = crossed + ((<usize>c) << 3);
    for (let j = 0; j < d; j++) {
      const value = v128.load64_splat(x + ((<usize>j) << 3));
      const d0 = f64x2.sub(value, v128.load(column));
      const d1 = f64x2.sub(value, v128.load(column, 16));
      const d2 = f64x2.sub(value, v128.load(column, 32));
      const d3 = f64x2.sub(value, v128.load(column, 48));
      s0 = f64x2.add(s0, f64x2.mul(d0, d0));
      s1 = f64x2.add(s1, f64x2.mul(d1, d1));
      s2 = f64x2.add(s2, f64x2.mul(d2, d2));
      s3 = f64x2.add(s3, f64x2.mul(d3, d3));
      column += line;
    }
    const left = k - c;
    let sum = f64x2.extract_lane(s0, 0);
    if (sum < first) { other = first; first = sum; label = c; } else if (sum < other) other = sum;
    if (left > 1) {
      sum = f64x2.extract_lane(s0, 1);
      if (sum < first) { other = first; first = sum; label = c + 1; } else if (sum < other) other = sum;
    }
    if (left > 2) {
      sum = f64x2.extract_lane(s1, 0);
      if (sum < first) { other = first; first = sum; label = c + 2; } else if (sum < other) other = sum;
    }
    if (left > 3) {
      sum = f64x2.extract_lane(s1, 1);
      if (sum < first) { other = first; first = sum; label = c + 3; } else if (sum < other) other = sum;
    }
    if (left > 4) {
      sum = f64x2.extract_lane(s2, 0);
      if (sum < first) { other = first; first = sum; label = c + 4; } else if (sum < other) other = sum;
    }
    if (left > 5) {
      sum = f64x2.extract_lane(s2, 1);
      if (sum < first) { other = first; first = sum; label = c + 5; } else if (sum < other) other = sum;
    }
    if (left > 6) {
      sum = f64x2.extract_lane(s3, 0);
      if (sum < first) { other = first; first = sum; label = c + 6; } else if (sum < other) other = sum;
    }
    if (left > 7) {
      sum = f64x2.extract_lane(s3, 1);
      if (sum < first) { other = first; first = sum; label = c + 7; } else if (sum < other) other = sum;
    }
  }
  least = first;
  second = other;
  return label;
}

/** Adds a weighted row to the sums of a label, or takes it off. */
function addRow(target: usize, x: usize, weight: f64, d: i32, sign: f64): void {
  const weights2 = f64x2.splat(sign * weight);
  let j = 0;
  for (; j + 1 < d; j += 2) {
    v128.store(target, f64x2.add(v128.load(target), f64x2.mul(weights2, v128.load(x))));
    target += 16;
    x += 16;
  }
  if (j < d) {
    store<f64>(target, load<f64>(target) + sign * weight * load<f64>(x));
    target += 8;
  }
  store<f64>(target, load<f64>(target) + sign * weight);
  if (weight > 0) store<f64>(target, load<f64>(target, 8) + sign, 8);
}

/**
 * Moves rows to their nearest centres and returns how many labels changed. A row whose slack exceeds the drift of the centres keeps
 * its label unseen. Of a tile with few other rows these are done one by one in f64, else the tile is done in f32.
 */
export function assign(job: usize, from: i32, to: i32, scratch: usize): i32 {
  const n = <i32>word(job, N), d = <i32>word(job, D), k = <i32>word(job, K), wide = <i32>word(job, WIDE);
  const x = word(job, X), weights = word(job, WEIGHTS), tiles = word(job, TILES), norms = word(job, NORMS);
  const labels = word(job, LABELS), safe = word(job, SAFE), lower = word(job, LOWER);
  const sums = word(job, SUMS), centres = word(job, CENTRES), crossed = word(job, CROSSED);
  const centres32 = word(job, CENTRES32), halves = word(job, HALVES);
  const denseFrom = <i32>word(job, DENSE_FROM), byMoves = word(job, BY_MOVES) != 0;
  const width = <usize>(k * (d + 2)) << 3;
  const margin = load<f64>(job, MARGIN);
  const narrow = 1 - margin;
  const driftUp = load<f32>(job, DRIFT_UP), driftDown = load<f32>(job, DRIFT_DOWN);
  const shiftUp = <f64>load<f32>(job, SHIFT_UP), shiftDown = load<f32>(job, SHIFT_DOWN);
  const vDriftUp = f32x4.splat(driftUp), vDriftDown = f32x4.splat(driftDown), vShiftDown = f32x4.splat(shiftDown);
  const va = v128.load32_splat(job, BOUND_A), vb = v128.load32_splat(job, BOUND_B), vc = v128.load32_splat(job, BOUND_C);
  const infinity = f32x4.splat(<f32>Infinity);
  const zero = f32x4.splat(0);
  const shrink = f32x4.splat(<f32>0.999996), shrinkNorm = f32x4.splat(<f32>0.99999);
  const tileBytes = <usize>(d * TILE) << 2;
  const rowBytes = <usize>d << 3;
  const last = min(to * BLOCK_TILES, (n + TILE - 1) / TILE);
  let changed = 0;
  for (let tile = from * BLOCK_TILES; tile < last; tile++) {
    const first = tile * TILE;
    const at4 = (<usize>first) << 2;
    const safeAt = safe + at4;
    const left = n - first;
    const valid = left < TILE ? (1 << left) - 1 : 0xffff;
    let open = valid & ~(i32x4.bitmask(f32x4.gt(v128.load(safeAt), vDriftUp))
      | (i32x4.bitmask(f32x4.gt(v128.load(safeAt, 16), vDriftUp)) << 4)
      | (i32x4.bitmask(f32x4.gt(v128.load(safeAt, 32), vDriftUp)) << 8)
      | (i32x4.bitmask(f32x4.gt(v128.load(safeAt, 48), vDriftUp)) << 12));
    if (open == 0) continue;
    const out = labels + at4;
    const lowerAt = lower + at4;
    let moves = 0;
    let rest = open;
    if (popcnt(open) >= denseFrom) {
      const base = tiles + <usize>tile * tileBytes;
      let best0 = infinity, best1 = infinity, best2 = infinity, best3 = infinity;
      let second0 = infinity, second1 = infinity, second2 = infinity, second3 = infinity;
      let label0 = i32x4.splat(0), label1 = label0, label2 = label0, label3 = label0;
      let c = 0;
      for (; c + 1 < k; c += 2) {
        const half = v128.load32_splat(halves + ((<usize>c) << 2));
        const other = v128.load32_splat(halves + ((<usize>(c + 1)) << 2));
        let p0 = half, p1 = half, p2 = half, p3 = half;
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
        // Of the pair first, then against the best so far.
        const mark = i32x4.splat(c), next = i32x4.splat(c + 1);
        let low = f32x4.pmin(p0, q0), high = f32x4.max(p0, q0);
        let which = v128.bitselect(next, mark, f32x4.lt(q0, p0));
        label0 = v128.bitselect(which, label0, f32x4.lt(low, best0));
        second0 = f32x4.min(f32x4.min(second0, high), f32x4.max(best0, low));
        best0 = f32x4.min(best0, low);
        low = f32x4.pmin(p1, q1); high = f32x4.max(p1, q1);
        which = v128.bitselect(next, mark, f32x4.lt(q1, p1));
        label1 = v128.bitselect(which, label1, f32x4.lt(low, best1));
        second1 = f32x4.min(f32x4.min(second1, high), f32x4.max(best1, low));
        best1 = f32x4.min(best1, low);
        low = f32x4.pmin(p2, q2); high = f32x4.max(p2, q2);
        which = v128.bitselect(next, mark, f32x4.lt(q2, p2));
        label2 = v128.bitselect(which, label2, f32x4.lt(low, best2));
        second2 = f32x4.min(f32x4.min(second2, high), f32x4.max(best2, low));
        best2 = f32x4.min(best2, low);
        low = f32x4.pmin(p3, q3); high = f32x4.max(p3, q3);
        which = v128.bitselect(next, mark, f32x4.lt(q3, p3));
        label3 = v128.bitselect(which, label3, f32x4.lt(low, best3));
        second3 = f32x4.min(f32x4.min(second3, high), f32x4.max(best3, low));
        best3 = f32x4.min(best3, low);
      }
      if (c < k) {
        const half = v128.load32_splat(halves + ((<usize>c) << 2));
        let p0 = half, p1 = half, p2 = half, p3 = half;
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
      // Slack: half the difference of the two squared distances over half a bound of the sum of the distances.
      let sure = 0;
      for (let part = 0; part < 4; part++) {
        const best = part == 0 ? best0 : part == 1 ? best1 : part == 2 ? best2 : best3;
        const runner = part == 0 ? second0 : part == 1 ? second1 : part == 2 ? second2 : second3;
        const label = part == 0 ? label0 : part == 1 ? label1 : part == 2 ? label2 : label3;
        const shift = (<usize>part) << 4;
        const norm = v128.load(norms + at4 + shift);
        const bound = f32x4.add(va, f32x4.mul(norm, f32x4.add(vb, f32x4.mul(norm, vc))));
        const gap = f32x4.sub(f32x4.sub(runner, best), bound);
        const square = f32x4.mul(norm, norm);
        const twice = f32x4.add(bound, bound);
        const scale = f32x4.sqrt(f32x4.add(f32x4.add(square, f32x4.add(best, runner)), twice));
        const slack = f32x4.add(f32x4.mul(f32x4.div(gap, scale), shrink), vDriftDown);
        v128.store(safeAt + shift, f32x4.mul(slack, shrink));
        const far = f32x4.sub(f32x4.add(f32x4.mul(square, shrinkNorm), f32x4.add(runner, runner)), twice);
        const reach = f32x4.add(f32x4.mul(f32x4.sqrt(f32x4.max(far, zero)), shrink), vShiftDown);
        v128.store(lowerAt + shift, f32x4.mul(reach, shrink));
        v128.store(scratch + shift, label);
        sure |= i32x4.bitmask(f32x4.gt(gap, zero)) << (part << 2);
      }
      const moved = i32x4.bitmask(i32x4.ne(v128.load(scratch), v128.load(out)))
        | (i32x4.bitmask(i32x4.ne(v128.load(scratch, 16), v128.load(out, 16))) << 4)
        | (i32x4.bitmask(i32x4.ne(v128.load(scratch, 32), v128.load(out, 32))) << 8)
        | (i32x4.bitmask(i32x4.ne(v128.load(scratch, 48), v128.load(out, 48))) << 12);
      moves = moved & sure & valid;
      rest = ~sure & valid;
    }
    while (rest != 0) {
      const lane = ctz(rest);
      rest &= rest - 1;
      const at = (<usize>lane) << 2;
      const row = x + <usize>(first + lane) * rowBytes;
      const old = load<i32>(out + at);
      const reach = <f64>load<f32>(lowerAt + at) - shiftUp;
      if (old >= 0 && reach > 0) {
        const own = Math.sqrt(squared(row, centres + <usize>old * rowBytes, d)) * (1 + margin);
        const slack = reach * narrow - own;
        if (slack > 0) {
          store<f32>(safeAt + at, (<f32>slack * <f32>0.999996 + driftDown) * <f32>0.999996);
          continue;
        }
      }
      const label = nearestOf(row, crossed, d, k, wide);
      const near = Math.sqrt(least), far = Math.sqrt(second);
      store<f32>(safeAt + at, (<f32>(far * narrow - near * (1 + margin)) * <f32>0.999996 + driftDown) * <f32>0.999996);
      store<f32>(lowerAt + at, (<f32>(far * narrow) * <f32>0.999996 + shiftDown) * <f32>0.999996);
      if (label != old) {
        store<i32>(scratch + at, label);
        moves |= 1 << lane;
      }
    }
    if (moves == 0) continue;
    changed += popcnt(moves);
    const target = sums + <usize>(tile / BLOCK_TILES) * width;
    while (moves != 0) {
      const lane = ctz(moves);
      moves &= moves - 1;
      const at = (<usize>lane) << 2;
      const label = load<i32>(scratch + at);
      if (byMoves) {
        const row = x + <usize>(first + lane) * rowBytes;
        const weight = load<f64>(weights + ((<usize>(first + lane)) << 3));
        addRow(target + (<usize>(load<i32>(out + at) * (d + 2)) << 3), row, weight, d, -1);
        addRow(target + (<usize>(label * (d + 2)) << 3), row, weight, d, 1);
      }
      store<i32>(out + at, label);
    }
  }
  return changed;
}

/** Sums by label of blocks from scratch, rows in order: a label's columns, its weight, its rows of positive weight. */
export function sum(job: usize, from: i32, to: i32, scratch: usize): i32 {
  const n = <i32>word(job, N), d = <i32>word(job, D), k = <i32>word(job, K);
  const labels = word(job, LABELS), weights = word(job, WEIGHTS);
  const width = <usize>(k * (d + 2)) << 3;
  const rowBytes = <usize>d << 3;
  for (let block = from; block < to; block++) {
    const target = word(job, SUMS) + <usize>block * width;
    memory.fill(target, 0, width);
    const end = min((block + 1) * BLOCK, n);
    let x = word(job, X) + <usize>(block * BLOCK) * rowBytes;
    for (let i = block * BLOCK; i < end; i++) {
      const label = load<i32>(labels + ((<usize>i) << 2));
      addRow(target + (<usize>(label * (d + 2)) << 3), x, load<f64>(weights + ((<usize>i) << 3)), d, 1);
      x += rowBytes;
    }
  }
  return 0;
}

/** Weighted squared distances of the rows to the centre of their label, one sum a block. */
export function squares(job: usize, from: i32, to: i32, scratch: usize): i32 {
  const n = <i32>word(job, N), d = <i32>word(job, D);
  const labels = word(job, LABELS), weights = word(job, WEIGHTS), centres = word(job, CENTRES);
  const rowBytes = <usize>d << 3;
  for (let block = from; block < to; block++) {
    const end = min((block + 1) * BLOCK, n);
    let x = word(job, X) + <usize>(block * BLOCK) * rowBytes;
    let total: f64 = 0;
    for (let i = block * BLOCK; i < end; i++) {
      const label = load<i32>(labels + ((<usize>i) << 2));
      total += load<f64>(weights + ((<usize>i) << 3)) * squared(x, centres + <usize>label * rowBytes, d);
      x += rowBytes;
    }
    store<f64>(word(job, PARTIAL) + ((<usize>block) << 3), total);
  }
  return 0;
}

/**
 * Weighted squared distances that remain if a candidate became a centre: four candidates at a time (crossed: d x 4), four sums a
 * block. A row of weight 0 counts nothing.
 */
export function remain(job: usize, from: i32, to: i32, scratch: usize): i32 {
  const n = <i32>word(job, N), d = <i32>word(job, D);
  const nearest = word(job, NEAREST), weights = word(job, WEIGHTS), candidates = word(job, CANDIDATES);
  for (let block = from; block < to; block++) {
    const end = min((block + 1) * BLOCK, n);
    let x = word(job, X) + ((<usize>(block * BLOCK) * <usize>d) << 3);
    let total0 = f64x2.splat(0), total1 = total0;
    for (let i = block * BLOCK; i < end; i++) {
      let s0 = f64x2.splat(0), s1 = s0;
      let column = candidates;
      for (let j = 0; j < d; j++) {
        const value = v128.load64_splat(x);
        const d0 = f64x2.sub(value, v128.load(column));
        const d1 = f64x2.sub(value, v128.load(column, 16));
        s0 = f64x2.add(s0, f64x2.mul(d0, d0));
        s1 = f64x2.add(s1, f64x2.mul(d1, d1));
        x += 8;
        column += 32;
      }
      const weight = load<f64>(weights + ((<usize>i) << 3));
      if (weight == 0) continue;
      const near = v128.load64_splat(nearest + ((<usize>i) << 3));
      const weight2 = f64x2.splat(weight);
      total0 = f64x2.add(total0, f64x2.mul(weight2, f64x2.min(near, s0)));
      total1 = f64x2.add(total1, f64x2.mul(weight2, f64x2.min(near, s1)));
    }
    const at = word(job, PARTIAL) + ((<usize>block) << 5);
    v128.store(at, total0);
    v128.store(at, total1, 16);
  }
  return 0;
}

/** Makes the first candidate a centre: lowers the squared distances to the nearest centre; their weighted sums, one a block. */
export function take(job: usize, from: i32, to: i32, scratch: usize): i32 {
  const n = <i32>word(job, N), d = <i32>word(job, D);
  const nearest = word(job, NEAREST), weights = word(job, WEIGHTS), candidates = word(job, CANDIDATES);
  for (let block = from; block < to; block++) {
    const end = min((block + 1) * BLOCK, n);
    let x = word(job, X) + ((<usize>(block * BLOCK) * <usize>d) << 3);
    let total: f64 = 0;
    for (let i = block * BLOCK; i < end; i++) {
      let distance: f64 = 0;
      let column = candidates;
      for (let j = 0; j < d; j++) {
        const difference = load<f64>(x) - load<f64>(column);
        distance += difference * difference;
        x += 8;
        column += 32;
      }
      const at = nearest + ((<usize>i) << 3);
      const near = min(load<f64>(at), distance);
      store<f64>(at, near);
      const weight = load<f64>(weights + ((<usize>i) << 3));
      if (weight > 0) total += weight * near;
    }
    store<f64>(word(job, PARTIAL) + ((<usize>block) << 3), total);
  }
  return 0;
}

/**
 * The next row that a single move to another cluster would improve, or -1. Totals and member counts by label lie behind the centres
 * (k weights, then k counts); rows whose slack shows that no move can pay are left out. `after` and `to` are rows.
 */
export function improvable(job: usize, after: i32, to: i32, scratch: usize): i32 {
  const d = <i32>word(job, D), k = <i32>word(job, K);
  const x = word(job, X), weights = word(job, WEIGHTS), labels = word(job, LABELS), safe = word(job, SAFE);
  const centres = word(job, CENTRES);
  const totals = centres + (<usize>(k * d) << 3);
  const counts = totals + (<usize>k << 3);
  const reach = <f32>load<f64>(job, REACH);
  const vReach = f32x4.splat(reach);
  const rowBytes = <usize>d << 3;
  let i = after + 1;
  while (i < to) {
    if ((i & 15) == 0) {
      while (i + 16 <= to) {
        const at = safe + ((<usize>i) << 2);
        const all = v128.and(
          v128.and(f32x4.gt(v128.load(at), vReach), f32x4.gt(v128.load(at, 16), vReach)),
          v128.and(f32x4.gt(v128.load(at, 32), vReach), f32x4.gt(v128.load(at, 48), vReach)));
        if (!i32x4.all_true(all)) break;
        i += 16;
      }
      if (i >= to) break;
    }
    const row = i++;
    if (load<f32>(safe + ((<usize>row) << 2)) > reach) continue;
    const weight = load<f64>(weights + ((<usize>row) << 3));
    const own = load<i32>(labels + ((<usize>row) << 2));
    if (weight == 0 || load<f64>(counts + (<usize>own << 3)) < 2) continue;
    const at = x + <usize>row * rowBytes;
    const total = load<f64>(totals + (<usize>own << 3));
    const gain = ((total * weight) / (total - weight)) * squared(at, centres + <usize>own * rowBytes, d);
    let best = gain;
    let chosen = -1;
    for (let c = 0; c < k; c++) {
      if (c == own) continue;
      const mass = load<f64>(totals + (<usize>c << 3));
      const cost = ((mass * weight) / (mass + weight)) * squared(at, centres + <usize>c * rowBytes, d);
      if (cost < best && cost * (1 + 1e-12) < gain) { best = cost; chosen = c; }
    }
    if (chosen >= 0) {
      store<i32>(scratch, chosen);
      return row;
    }
  }
  return -1;
}

/** Silhouette widths from the distances to the own and the nearest other centre; one sum of widths a block. */
export function widths(job: usize, from: i32, to: i32, scratch: usize): i32 {
  const n = <i32>word(job, N), d = <i32>word(job, D), k = <i32>word(job, K);
  const labels = word(job, LABELS), centres = word(job, CENTRES);
  const counts = centres + (<usize>(k * (d + 1)) << 3);
  const rowBytes = <usize>d << 3;
  for (let block = from; block < to; block++) {
    const end = min((block + 1) * BLOCK, n);
    let total: f64 = 0;
    for (let i = block * BLOCK; i < end; i++) {
      const row = word(job, X) + <usize>i * rowBytes;
      const own = load<i32>(labels + ((<usize>i) << 2));
      let a: f64 = 0;
      let b: f64 = Infinity;
      for (let c = 0; c < k; c++) {
        if (load<f64>(counts + (<usize>c << 3)) == 0) continue;
        const distance = squared(row, centres + <usize>c * rowBytes, d);
        if (c == own) a = distance;
        else b = min(b, distance);
      }
      let width: f64 = 0;
      if (load<f64>(counts + (<usize>own << 3)) != 1) {
        a = Math.sqrt(a);
        b = Math.sqrt(b);
        const larger = max(a, b);
        if (larger != 0) width = (b - a) / larger;
      }
      store<f64>(word(job, WIDTHS) + ((<usize>i) << 3), width);
      total += width;
    }
    store<f64>(word(job, PARTIAL) + ((<usize>block) << 3), total);
  }
  return 0;
}

/** Hash words of rows; -0 is read as 0. */
export function hash(job: usize, from: i32, to: i32, scratch: usize): i32 {
  const n = <i32>word(job, N), d = <i32>word(job, D);
  const out = word(job, LABELS);
  const end = min(to * BLOCK, n);
  let x = word(job, X) + ((<usize>(from * BLOCK) * <usize>d) << 3);
  for (let i = from * BLOCK; i < end; i++) {
    let h: u64 = 0x9e3779b97f4a7c15;
    for (let j = 0; j < d; j++) {
      h = (h ^ reinterpret<u64>(load<f64>(x) + 0.0)) * 0xff51afd7ed558ccd;
      h ^= h >> 32;
      x += 8;
    }
    h *= 0xc4ceb9fe1a85ec53;
    store<i32>(out + ((<usize>i) << 2), <i32>(h ^ (h >> 32)));
  }
  return 0;
}

/**
 * Numbers the distinct rows in the order of their first appearance; returns how many there are. Rows are dealt into 256 buckets by
 * hash (pairs: n hash and row, heads: 257 places), so that the table of a bucket stays in the nearest cache.
 */
export function number(
  n: i32, d: i32, x: usize, hashes: usize, pairs: usize, heads: usize, table: usize, firsts: usize, into: usize,
): i32 {
  const rowBytes = <usize>d << 3;
  memory.fill(heads, 0, 4 * 257);
  for (let i = 0; i < n; i++) {
    const head = heads + ((<usize>load<u8>(hashes + ((<usize>i) << 2), 3)) << 2);
    store<i32>(head, load<i32>(head, 4) + 1, 4);
  }
  for (let b = 1; b <= 256; b++) {
    const head = heads + ((<usize>b) << 2);
    store<i32>(head, load<i32>(head) + load<i32>(head - 4));
  }
  for (let i = 0; i < n; i++) {
    const code = load<u32>(hashes + ((<usize>i) << 2));
    const head = heads + ((<usize>(code >> 24)) << 2);
    const place = load<i32>(head);
    store<i32>(head, place + 1);
    const pair = pairs + ((<usize>place) << 3);
    store<u32>(pair, code);
    store<i32>(pair, i, 4);
    store<i32>(into + ((<usize>i) << 2), -1);
  }
  // Heads have moved to the ends of their buckets.
  let from = 0;
  for (let b = 0; b < 256; b++) {
    const to = load<i32>(heads + ((<usize>b) << 2));
    let mask = 1;
    while (mask < 2 * (to - from)) mask <<= 1;
    memory.fill(table, 0xff, (<usize>mask) << 2);
    mask--;
    for (let p = from; p < to; p++) {
      const code = load<u32>(pairs + ((<usize>p) << 3));
      const i = load<i32>(pairs + ((<usize>p) << 3), 4);
      const row = x + <usize>i * rowBytes;
      let slot = code & mask;
      for (;;) {
        const at = load<i32>(table + ((<usize>slot) << 2));
        if (at < 0) {
          store<i32>(table + ((<usize>slot) << 2), p);
          break;
        }
        if (load<u32>(pairs + ((<usize>at) << 3)) == code) {
          const earlier = load<i32>(pairs + ((<usize>at) << 3), 4);
          const other = x + <usize>earlier * rowBytes;
          let j = 0;
          while (j < d && load<f64>(row + ((<usize>j) << 3)) == load<f64>(other + ((<usize>j) << 3))) j++;
          if (j == d) {
            store<i32>(into + ((<usize>i) << 2), earlier);
            break;
          }
        }
        slot = (slot + 1) & mask;
      }
    }
    from = to;
  }
  let count = 0;
  for (let i = 0; i < n; i++) {
    const at = into + ((<usize>i) << 2);
    const earlier = load<i32>(at);
    if (earlier < 0) {
      store<i32>(firsts + ((<usize>count) << 2), i);
      store<i32>(at, count++);
    } else store<i32>(at, load<i32>(into + ((<usize>earlier) << 2)));
  }
  return count;
}

/** Adds the sums of blocks pairwise in block order: `count` lines of `width` numbers, overwritten; the first line is the total. */
export function pairwise(lines: usize, count: i32, width: i32): void {
  const bytes = <usize>width << 3;
  while (count > 1) {
    const half = count >> 1;
    for (let i = 0; i < half; i++) {
      let a = lines + <usize>(2 * i) * bytes;
      let b = a + bytes;
      let to = lines + <usize>i * bytes;
      let j = 0;
      for (; j + 1 < width; j += 2) {
        v128.store(to, f64x2.add(v128.load(a), v128.load(b)));
        a += 16;
        b += 16;
        to += 16;
      }
      if (j < width) store<f64>(to, load<f64>(a) + load<f64>(b));
    }
    if ((count & 1) == 1) memory.copy(lines + <usize>half * bytes, lines + <usize>(count - 1) * bytes, bytes);
    count = half + (count & 1);
  }
}

/** Copies memory: used to add up a copy of the sums of blocks. */
export function copy(to: usize, from: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}

/**
 * Sums of the distances of query rows to the rows of each label. Rows lie in tiles of four, column-major, sorted by label and padded
 * with weight 0; tile numbers of the labels are at `starts` (k + 1). A sum is (s0 + s1) + (s2 + s3), s_r over row r of the tiles.
 */
export function distances(
  d: i32, k: i32, queries: usize, from: i32, to: i32, tiles: usize, weights: usize, starts: usize, out: usize,
): void {
  const rowBytes = <usize>d << 3;
  for (let q = from; q < to; q += 2) {
    const a = queries + <usize>q * rowBytes;
    const paired = q + 1 < to;
    const b = paired ? a + rowBytes : a;
    for (let c = 0; c < k; c++) {
      const end = load<i32>(starts + ((<usize>(c + 1)) << 2));
      let tile = load<i32>(starts + ((<usize>c) << 2));
      let at = tiles + (<usize>tile * <usize>d << 5);
      let weight = weights + ((<usize>tile) << 5);
      let a0 = f64x2.splat(0), a1 = a0, b0 = a0, b1 = a0;
      for (; tile < end; tile++) {
        let p0 = f64x2.splat(0), p1 = p0, q0 = p0, q1 = p0;
        let qa = a, qb = b;
        for (let j = 0; j < d; j++) {
          const x0 = v128.load(at), x1 = v128.load(at, 16);
          const va = v128.load64_splat(qa), vb = v128.load64_splat(qb);
          const e0 = f64x2.sub(va, x0), e1 = f64x2.sub(va, x1);
          const f0 = f64x2.sub(vb, x0), f1 = f64x2.sub(vb, x1);
          p0 = f64x2.add(p0, f64x2.mul(e0, e0));
          p1 = f64x2.add(p1, f64x2.mul(e1, e1));
          q0 = f64x2.add(q0, f64x2.mul(f0, f0));
          q1 = f64x2.add(q1, f64x2.mul(f1, f1));
          at += 32;
          qa += 8;
          qb += 8;
        }
        const w0 = v128.load(weight), w1 = v128.load(weight, 16);
        weight += 32;
        a0 = f64x2.add(a0, f64x2.mul(w0, f64x2.sqrt(p0)));
        a1 = f64x2.add(a1, f64x2.mul(w1, f64x2.sqrt(p1)));
        b0 = f64x2.add(b0, f64x2.mul(w0, f64x2.sqrt(q0)));
        b1 = f64x2.add(b1, f64x2.mul(w1, f64x2.sqrt(q1)));
      }
      const line = out + ((<usize>(q * k + c)) << 3);
      store<f64>(line, f64x2.extract_lane(a0, 0) + f64x2.extract_lane(a0, 1)
        + (f64x2.extract_lane(a1, 0) + f64x2.extract_lane(a1, 1)));
      if (paired) {
        store<f64>(line + ((<usize>k) << 3), f64x2.extract_lane(b0, 0) + f64x2.extract_lane(b0, 1)
          + (f64x2.extract_lane(b1, 0) + f64x2.extract_lane(b1, 1)));
      }
    }
  }
}
