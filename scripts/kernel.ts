import { readFileSync, writeFileSync } from "node:fs";

/** Compiles the kernels and writes their bytes as modules, so that a build needs no compiler: npx tsx scripts/kernel.ts */
const KERNELS = [
  {
    source: "../src/segment/kernel/kernel.as",
    target: "../src/segment/kernel/kernel-bytes.ts",
    name: "KERNEL_WASM",
    options: {
      sharedMemory: true,
      maximumMemory: 65_536,
      initialMemory: 1,
      enable: ["simd", "bulk-memory", "threads"],
    },
  },
  {
    source: "../src/ingest/records/plain-pass.as",
    target: "../src/ingest/records/plain-pass-bytes.ts",
    name: "PLAIN_PASS_WASM",
    options: { enable: ["simd", "bulk-memory"] },
  },
] as const;
const COMPILER = "assemblyscript/asc";

interface Compiler {
  compileString(
    sources: Record<string, string>,
    options: Record<string, unknown>,
  ): Promise<{ error: Error | null; binary: Uint8Array | null; stderr: { toString(): string } }>;
}

const asc = (await import(process.env.KERNEL_COMPILER ?? COMPILER)) as Compiler;
for (const { source, target, name, options } of KERNELS) {
  const { error, binary, stderr } = await asc.compileString(
    { "kernel.ts": readFileSync(new URL(source, import.meta.url), "utf8") },
    { optimizeLevel: 3, shrinkLevel: 0, noAssert: true, runtime: "stub", importMemory: true, ...options },
  );
  if (error !== null || binary === null) throw new Error(stderr.toString(), { cause: error });
  const base64 = Buffer.from(binary).toString("base64");
  const lines = base64.match(/.{1,100}/g) ?? [];
  const file = source.slice(source.lastIndexOf("/") + 1);
  writeFileSync(
    new URL(target, import.meta.url),
    `/** The compiled ${file}, base64; written by scripts/kernel.ts. */\nexport const ${name} =\n  ${lines.map((line) => `"${line}"`).join(" +\n  ")};\n`,
  );
  console.log(`${name}: ${String(binary.length)} bytes`);
}
