import type { GatedFacts } from "../gate/gate.js";
import type { GatedSegment } from "../gate/segment.js";
import type { Numbers } from "../numbers.js";
import { nameOf } from "../text/names.js";
import type { Words } from "../words.js";
import { sayWith, sourceLine, studyPeriod } from "./parts.js";

/** What every part of the chapter reads. */
export interface SegmentView {
  readonly facts: GatedFacts;
  readonly segment: GatedSegment;
  readonly numbers: Numbers;
}

/** Sample, period and origin of the tables of this chapter. */
export function segmentSource({ facts, segment, numbers }: SegmentView): Words {
  return sourceLine(
    numbers.count(segment.customers),
    studyPeriod(facts),
    sayWith({ algorithm: nameOf("choice", segment.algorithm) }, (text, own) => text.segments.origin(own.algorithm)),
  );
}
