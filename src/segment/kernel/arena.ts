import type { WeightedRows } from "../../stats/kmeans/rows.js";
import { ASSIGN_WASM } from "./assign-bytes.js";

export const TILE = 16;
export const BLOCK = 1024;
const PAGE = 65_536;

/** What of WebAssembly is used; the compiler's library without a browser does not describe it. */
interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
interface WasmApi {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
  readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
}

interface Kernel {
  assign(
    n: number,
    d: number,
    k: number,
    tiles: number,
    norms: number,
    centres32: number,
    halves: number,
    a: number,
    b: number,
    c: number,
    x: number,
    centres: number,
    labels: number,
    marks: number,
  ): number;
  sumBlocks(
    n: number,
    d: number,
    k: number,
    x: number,
    weights: number,
    labels: number,
    sums: number,
    marks: number,
  ): void;
}

/** Byte offsets of everything that the kernel reads and writes. */
export interface Layout {
  readonly x: number;
  readonly weights: number;
  readonly sums: number;
  readonly centres: number;
  readonly tiles: number;
  readonly norms: number;
  readonly labels: number;
  readonly centres32: number;
  readonly halves: number;
  readonly marks: number;
  readonly bytes: number;
}

/** Where the arrays of n rows, d columns and k centres lie, largest alignment first. */
export function layoutOf(n: number, d: number, k: number): Layout {
  const padded = Math.ceil(n / TILE) * TILE;
  const blocks = Math.ceil(n / BLOCK);
  let next = 0;
  const take = (bytes: number) => {
    const at = next;
    next += Math.ceil(bytes / 16) * 16;
    return at;
  };
  return {
    x: take(8 * n * d),
    weights: take(8 * n),
    sums: take(8 * blocks * k * (d + 1)),
    centres: take(8 * k * d),
    tiles: take(4 * padded * d),
    norms: take(4 * padded),
    labels: take(4 * padded),
    centres32: take(4 * k * d),
    halves: take(4 * k),
    marks: take(blocks),
    bytes: next,
  };
}

/** One instance of the kernel and its memory; it grows and is used again, since each memory reserves address space for good. */
export interface Arena {
  readonly memory: WasmMemory;
  readonly kernel: Kernel;
  /** Whose rows and labels the memory holds. */
  owner: object | null;
  rows: WeightedRows | null;
  k: number;
}

let shared: Arena | null | undefined;

/** The kernel, or null on a machine without WebAssembly SIMD. */
export function arena(): Arena | null {
  if (shared === undefined) shared = instantiate();
  return shared;
}

function instantiate(): Arena | null {
  const api = (globalThis as { readonly WebAssembly?: WasmApi }).WebAssembly;
  const bytes = Uint8Array.from(atob(ASSIGN_WASM), (character) => character.charCodeAt(0));
  if (api === undefined || !api.validate(bytes)) return null;
  const memory = new api.Memory({ initial: 1 });
  const { exports } = new api.Instance(new api.Module(bytes), { env: { memory } });
  return { memory, kernel: exports as Kernel, owner: null, rows: null, k: 0 };
}

/** Makes room and returns whether there is any; the memory's old views are void afterwards. */
export function reserve({ memory }: Arena, bytes: number): boolean {
  const missing = bytes - memory.buffer.byteLength;
  if (missing <= 0) return true;
  try {
    memory.grow(Math.ceil(missing / PAGE));
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
