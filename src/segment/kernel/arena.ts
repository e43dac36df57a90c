import { KERNEL_WASM } from "./kernel-bytes.js";

export const TILE = 16;
export const BLOCK = 1024;
const PAGE = 65_536;
const MOST_PAGES = 65_536;
/** The first bytes belong to the workers that share the memory: words of the meeting place, then 64 bytes of scratch each. */
export const SCRATCH = 256;
export const SCRATCH_BYTES = 64;
export const MOST_WORKERS = 64;
const FIRST_FREE = SCRATCH + SCRATCH_BYTES * MOST_WORKERS;

/** What of WebAssembly is used; the compiler's library without a browser does not describe it. */
export interface WasmMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}
interface WasmApi {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: true;
  }) => WasmMemory;
}

/** A function over blocks `from` up to `to` of a job; `scratch` is the caller's own 64 bytes. */
export type BlockWork = (job: number, from: number, to: number, scratch: number) => number;
export const BLOCK_WORKS = ["fill", "assign", "sum", "squares", "remain", "take", "widths", "hash"] as const;
export type BlockWorkName = (typeof BLOCK_WORKS)[number];

/** The functions of kernel.as. */
export type KernelFunctions = Readonly<Record<BlockWorkName, BlockWork>> & {
  improvable(job: number, after: number, to: number, scratch: number): number;
  number(
    n: number,
    d: number,
    x: number,
    hashes: number,
    pairs: number,
    heads: number,
    table: number,
    firsts: number,
    into: number,
  ): number;
  pairwise(lines: number, count: number, width: number): void;
  copy(to: number, from: number, bytes: number): void;
  distances(
    d: number,
    k: number,
    queries: number,
    from: number,
    to: number,
    tiles: number,
    weights: number,
    starts: number,
    out: number,
  ): void;
};

/** One instance of the kernel and its memory, from which places are lent and taken back. */
export class Arena {
  readonly memory: WasmMemory;
  readonly kernel: KernelFunctions;
  /** Growing gives the same memory another buffer. */
  readonly #seen = new WeakSet<object>();
  /** Lent places in rising order. */
  readonly #lent: { readonly from: number; readonly to: number }[] = [];

  constructor(memory: WasmMemory, kernel: KernelFunctions) {
    this.memory = memory;
    this.kernel = kernel;
  }

  /** The first free place of so many bytes, 64-byte aligned, or null where the memory has no room. */
  lend(bytes: number): number | null {
    const size = Math.ceil(Math.max(bytes, 1) / 64) * 64;
    let from = FIRST_FREE;
    let at = 0;
    while (at < this.#lent.length && this.#lent[at].from - from < size) from = this.#lent[at++].to;
    if (!this.#reserve(from + size)) return null;
    this.#lent.splice(at, 0, { from, to: from + size });
    return from;
  }

  /** Keeps a place that another thread's arena on the same memory has lent. */
  occupy(from: number, bytes: number): void {
    const size = Math.ceil(Math.max(bytes, 1) / 64) * 64;
    this.#lent.push({ from, to: from + size });
    this.#lent.sort((a, b) => a.from - b.from);
  }

  takeBack(place: number): void {
    const at = this.#lent.findIndex(({ from }) => from === place);
    if (at >= 0) this.#lent.splice(at, 1);
  }

  /** Where an array lies in this memory, or null where it lies elsewhere. */
  placeOf(values: Float64Array): number | null {
    return this.#seen.has(values.buffer) ? values.byteOffset : null;
  }

  f64(at: number, length: number): Float64Array {
    this.#seen.add(this.memory.buffer);
    return view(Float64Array, this.memory, at, length);
  }

  f32(at: number, length: number): Float32Array {
    return view(Float32Array, this.memory, at, length);
  }

  i32(at: number, length: number): Int32Array {
    return view(Int32Array, this.memory, at, length);
  }

  #reserve(bytes: number): boolean {
    const missing = bytes - this.memory.buffer.byteLength;
    if (missing <= 0) return true;
    if (bytes > MOST_PAGES * PAGE - PAGE) return false;
    try {
      this.memory.grow(Math.ceil(missing / PAGE));
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }
}

/** The compiler takes every typed array of these for one over unshared memory; none of its methods used here minds. */
function view<View>(
  kind: new (buffer: ArrayBuffer, at: number, length: number) => View,
  { buffer }: WasmMemory,
  at: number,
  length: number,
): View {
  return new kind(buffer as unknown as ArrayBuffer, at, length);
}

let own: Arena | null | undefined;

/** This thread's own arena, or null on a machine without WebAssembly SIMD and shared memory. */
export function arena(): Arena | null {
  own ??= newArena();
  return own;
}

/** Another arena of this thread, for a memory that other threads will share. */
export function newArena(): Arena | null {
  const memory = newMemory();
  return memory === null ? null : arenaOn(memory);
}

/** An arena on a memory that another thread has made. */
export function arenaOn(memory: WasmMemory): Arena {
  const { Module, Instance } = api()!;
  const { exports } = new Instance(new Module(bytes()), { env: { memory } });
  return new Arena(memory, exports as KernelFunctions);
}

function newMemory(): WasmMemory | null {
  const wasm = api();
  if (wasm === undefined || !wasm.validate(bytes())) return null;
  try {
    return new wasm.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function api(): WasmApi | undefined {
  return (globalThis as { readonly WebAssembly?: WasmApi }).WebAssembly;
}

function bytes(): Uint8Array {
  return Uint8Array.from(atob(KERNEL_WASM), (character) => character.charCodeAt(0));
}
