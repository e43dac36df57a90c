import { readFileSync, writeFileSync } from "node:fs";

/** Compiles the k-means kernel and writes its bytes as a module, so that a build needs no compiler: npx tsx scripts/kernel.ts */
const SOURCE = new URL("../src/segment/kernel/kernel.as", import.meta.url);
const TARGET = new URL("../src/segment/kernel/kernel-bytes.ts", import.meta.url);
const COMPILER = "assemblyscript/asc";

interface Compiler {
  compileString(
    sources: Record<string, string>,
    options: Record<string, unknown>,
  ): Promise<{ error: Error | null; binary: Uint8Array | null; stderr: { toString(): string } }>;
}

const asc = (await import(process.env.KERNEL_COMPILER ?? COMPILER)) as Compiler;
const { error, binary, stderr } = await asc.compileString(
  { "kernel.ts": readFileSync(SOURCE, "utf8") },
  {
    optimizeLevel: 3,
    shrinkLevel: 0,
    noAssert: true,
    runtime: "stub",
    importMemory: true,
    sharedMemory: true,
    maximumMemory: 65_536,
    initialMemory: 1,
    enable: ["simd", "bulk-memory", "threads"],
  },
);
if (error !== null || binary === null) throw new Error(stderr.toString(), { cause: error });
const base64 = Buffer.from(binary).toString("base64");
const lines = base64.match(/.{1,100}/g) ?? [];
writeFileSync(
  TARGET,
  `/** The compiled kernel.as, base64; written by scripts/kernel.ts. */\nexport const KERNEL_WASM =\n  ${lines.map((line) => `"${line}"`).join(" +\n  ")};\n`,
);
console.log(`${String(binary.length)} bytes`);
