import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { startWorker } from "./start-worker.js";
import { perform, type Result, type Task } from "./tasks.js";
import { READY } from "./ready.js";
import type { Answer } from "./worker.js";

/** Threads that do independent tasks. Which of them does a task never shows in its result. */
export interface Crew {
  /** Threads that work at the same time. */
  readonly size: number;
  /** Results in the order of the tasks; `done` is told the number of finished tasks. Rejects when the signal aborts. */
  run<Each extends Task>(tasks: readonly Each[], done?: (finished: number) => void): Promise<Result<Each>[]>;
  /** The result of the first task; as many threads as there are tasks do them at the same time. */
  together<Each extends Task>(tasks: readonly [Each, ...Task[]]): Promise<Result<Each>>;
  close(): Promise<void>;
}

/** How many threads a crew has unless said. */
export function usualSize(): number {
  return Math.min(16, availableParallelism());
}

/** The crew without workers: tasks one after another on this thread, which looks up between them. */
export function soloCrew(signal?: AbortSignal): Crew {
  return {
    size: 1,
    run: async <Each extends Task>(tasks: readonly Each[], done?: (finished: number) => void) => {
      const results: Result<Each>[] = [];
      for (const task of tasks) {
        await setImmediate();
        signal?.throwIfAborted();
        results.push(perform(task));
        done?.(results.length);
      }
      return results;
    },
    together: async ([task]) => {
      await setImmediate();
      signal?.throwIfAborted();
      return perform(task);
    },
    close: () => Promise.resolve(),
  };
}

/** A crew of workers, or the one without where workers cannot start. Close it afterwards. */
export async function openCrew(size: number, signal?: AbortSignal): Promise<Crew> {
  if (size < 2) return soloCrew(signal);
  const workers: Worker[] = [];
  try {
    for (let i = 0; i < size; i++) workers.push(startWorker());
    await Promise.all(workers.map(ready));
  } catch {
    await Promise.all(workers.map((worker) => worker.terminate()));
    return soloCrew(signal);
  }
  return new WorkerCrew(workers, signal);
}

/** Waits for a worker's first word; rejects when it fails before. */
async function ready(worker: Worker): Promise<void> {
  const [first] = (await once(worker, "message")) as unknown[];
  if (first !== READY) throw new Error("a worker began with another word");
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

class WorkerCrew implements Crew {
  readonly #workers: readonly Worker[];
  readonly #signal: AbortSignal | undefined;
  readonly #waiting = new Map<number, Waiting>();
  readonly #stop = (): void => {
    void this.#end(this.#signal?.reason);
  };
  #next = 0;
  #ended: { readonly reason: unknown } | null = null;

  constructor(workers: readonly Worker[], signal: AbortSignal | undefined) {
    this.#workers = workers;
    this.#signal = signal;
    for (const worker of workers) {
      worker.on("message", (answer: Answer) => {
        this.#receive(answer);
      });
      worker.on("error", (error) => void this.#end(error));
    }
    if (signal?.aborted === true) this.#stop();
    else signal?.addEventListener("abort", this.#stop, { once: true });
  }

  get size(): number {
    return this.#workers.length;
  }

  async run<Each extends Task>(tasks: readonly Each[], done?: (finished: number) => void): Promise<Result<Each>[]> {
    const results = new Array<Result<Each>>(tasks.length);
    let next = 0;
    let finished = 0;
    const work = async (worker: Worker) => {
      while (next < tasks.length) {
        const at = next++;
        results[at] = await this.#ask(worker, tasks[at]);
        done?.(++finished);
      }
    };
    await Promise.all(this.#workers.map(work));
    return results;
  }

  async together<Each extends Task>(tasks: readonly [Each, ...Task[]]): Promise<Result<Each>> {
    const [result] = await Promise.all(tasks.map((task, at) => this.#ask(this.#workers[at], task)));
    return result as Result<Each>;
  }

  async close(): Promise<void> {
    await this.#end(new Error("the crew is closed"));
  }

  #ask<Each extends Task>(worker: Worker, task: Each): Promise<Result<Each>> {
    if (this.#ended !== null) return Promise.reject(this.#ended.reason);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (result: unknown) => void, reject });
      worker.postMessage({ id, task });
    });
  }

  #receive({ id, result, error }: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(error);
  }

  async #end(reason: unknown): Promise<void> {
    this.#ended ??= { reason };
    this.#signal?.removeEventListener("abort", this.#stop);
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
