import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Verdict } from "../test/faults/fuzz/judge.js";

/**
 * Loads mutated files, 10,000 unless told otherwise, and checks what must hold whatever their bytes are. A worker process does the
 * loading, so that a crash or a hang costs one mutant and is told with its number. `npm run fuzz -- [mutants] [seed]`.
 */
const MUTANTS = Number(process.argv[2] ?? 10_000);
const SEED = Number(process.argv[3] ?? 20231231);
const LIMIT_MS = 30_000;
const EVERY = 1000;
const WORKER = fileURLToPath(new URL("../test/faults/fuzz/worker.ts", import.meta.url));

const outcomes = new Map<string, number>();
const faults: string[] = [];

function startWorker(): Promise<ChildProcess> {
  const child = fork(WORKER, { execArgv: ["--import", "tsx"], stdio: ["ignore", "inherit", "ignore", "ipc"] });
  return new Promise((resolve, reject) => {
    child.once("message", () => {
      resolve(child);
    });
    child.once("exit", reject);
  });
}

function ask(child: ChildProcess, number: number): Promise<Verdict | "crash" | "hang"> {
  return new Promise((resolve) => {
    const end = (verdict: Verdict | "crash" | "hang") => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(verdict);
    };
    const timer = setTimeout(() => {
      end("hang");
    }, LIMIT_MS);
    child.once("message", (verdict) => {
      end(verdict as Verdict);
    });
    child.once("exit", () => {
      end("crash");
    });
    child.send({ seed: SEED, number });
  });
}

let worker = await startWorker();
for (let number = 0; number < MUTANTS; number++) {
  const verdict = await ask(worker, number);
  const outcome = typeof verdict === "string" ? verdict : verdict.outcome;
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  if (typeof verdict === "string") {
    faults.push(`mutant ${String(number)}: ${verdict}`);
    worker.kill("SIGKILL");
    worker = await startWorker();
  } else faults.push(...verdict.faults.map((each) => `mutant ${String(number)}: ${each}`));
  if ((number + 1) % EVERY === 0)
    console.error(`${String(number + 1)} of ${String(MUTANTS)}, ${String(faults.length)} faults`);
}
worker.disconnect();

console.log(`${String(MUTANTS)} mutants, seed ${String(SEED)}`);
for (const [outcome, count] of [...outcomes].sort((a, b) => b[1] - a[1]))
  console.log(`${String(count).padStart(7)}  ${outcome}`);
for (const each of faults.slice(0, 50)) console.log(each);
console.log(`${String(faults.length)} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
