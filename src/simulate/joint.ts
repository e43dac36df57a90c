import { createStream } from "../core/rng.js";
import type { Bank } from "./bank.js";
import { drawsOf } from "./draws.js";
import { profileOf, type Profile } from "./profile.js";
import { before, worldOf } from "./world.js";

/** A second holder of a time deposit; `share` is the first holder's, in percent. */
export interface Joint {
  readonly partner: number;
  readonly share: number;
}

const JOINT_OF_TIME = 0.06;
const FARTHEST = 400;

/** The joint holding of a customer's time deposit, or null. The partner has a higher number, the same branch, and never leaves. */
export function jointOf(bank: Bank, profile: Profile): Joint | null {
  const stream = createStream(bank.settings.seed, "simulate/joint", profile.index);
  const opened = profile.initial.time;
  if (!opened || opened.period >= 0 || stream.uniform() >= JOINT_OF_TIME) return null;
  const share = stream.uniform() < 0.5 ? 50 : 60;
  const last = Math.min(bank.settings.customers - 1, profile.index + FARTHEST);
  for (let index = profile.index + 1; index <= last; index++) {
    const partner = profileOf(bank, index);
    if (partner.branch !== profile.branch || before(opened, partner.opened)) continue;
    if (worldOf(bank, partner, drawsOf(bank, index), true).closed === null) return { partner: index, share };
  }
  return null;
}
