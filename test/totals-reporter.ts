import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Reporter, TestCase, TestModule } from "vitest/node";

const DATASETS = fileURLToPath(new URL("../../shared/datasets/", import.meta.url));
const TAG = "[needs datasets]";

/** Closes a run with its totals on a line of their own, and fails it when reference data are there and their tests did not run. */
export default class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((each) => [...each.children.allTests()]);
    const count = (state: string) => tests.filter((each) => each.result().state === state).length;
    const failedModules = modules.filter(
      (each) => each.state() === "failed" && [...each.children.allTests()].length === 0,
    );
    const unused = existsSync(DATASETS) ? tests.filter(isSkippedForDatasets) : [];
    for (const each of unused) console.error(`reference data are there but this test did not run: ${each.fullName}`);
    if (unused.length > 0) process.exitCode = 1;
    const failed = count("failed") + failedModules.length + errors.length + unused.length;
    console.log(
      `\n${String(count("passed"))} passed, ${String(failed)} failed, ${String(count("skipped") - unused.length)} skipped`,
    );
  }
}

function isSkippedForDatasets(test: TestCase): boolean {
  return test.result().state === "skipped" && test.fullName.includes(TAG);
}
