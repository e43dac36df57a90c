import { parentPort } from "node:worker_threads";
import { READY } from "./ready.js";
import { perform, type Task } from "./tasks.js";

/** What a worker is sent and what it answers. */
export interface Order {
  readonly id: number;
  readonly task: Task;
}
export interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: unknown;
}

parentPort?.on("message", ({ id, task }: Order) => {
  parentPort!.postMessage(answerTo(id, task));
});
parentPort?.postMessage(READY);

function answerTo(id: number, task: Task): Answer {
  try {
    return { id, result: perform(task) };
  } catch (error) {
    return { id, error };
  }
}
