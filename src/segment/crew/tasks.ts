import { kMeans, type KMeansFit, type KMeansOptions } from "../../stats/kmeans/kmeans.js";
import { arenaOn, type WasmMemory } from "../kernel/arena.js";
import { kernelOf } from "../kernel/fast-kernel.js";
import { openShared, type SharedRows } from "../kernel/shared-rows.js";
import { performStudyTask, type StudyResults, type StudyTask } from "./study-tasks.js";
import { alone, follow, Lead } from "../kernel/team.js";

type PlainOptions = Omit<KMeansOptions, "kernel">;

/** k-means of shared rows, by one thread or leading others that follow. */
interface LeadTask {
  readonly kind: "lead";
  readonly rows: SharedRows;
  readonly threads: number;
  readonly options: PlainOptions;
}

/** Doing parts of what another thread leads. */
interface FollowTask {
  readonly kind: "follow";
  readonly memory: WasmMemory;
  readonly member: number;
}

export type Task = LeadTask | FollowTask | StudyTask;
export type Result<Each extends Task> = Each extends LeadTask
  ? KMeansFit
  : Each extends StudyTask
    ? StudyResults[Each["kind"]]
    : null;

/** Does a task; the same task gives the same result on every thread. */
export function perform<Each extends Task>(task: Each): Result<Each> {
  return resultOf(task) as Result<Each>;
}

function resultOf(task: Task): unknown {
  if (task.kind === "lead") return led(task);
  return task.kind === "follow" ? followed(task) : performStudyTask(task);
}

function led({ rows: shared, threads, options }: LeadTask): KMeansFit {
  const { arena, rows } = openShared(shared);
  const team = threads > 1 ? new Lead(arena, threads) : null;
  try {
    return kMeans(rows, { ...options, kernel: kernelOf(team ?? alone(arena)) });
  } finally {
    team?.end();
  }
}

function followed({ memory, member }: FollowTask): null {
  follow(arenaOn(memory), member);
  return null;
}
