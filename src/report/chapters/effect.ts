import { paragraph, section, type Section } from "../document.js";
import { eventMeansFigure } from "../figures/index.js";
import { isOmitted } from "../facts.js";
import type { GatedFacts } from "../gate/gate.js";
import type { Numbers } from "../numbers.js";
import { say } from "../words.js";
import { designSection } from "./effect-design.js";
import { changeSection, didSection } from "./effect-estimates.js";
import { migrationSection, segmentEffectsSection } from "./effect-groups.js";
import type { EffectView } from "./effect-parts.js";
import { verdictSection } from "./effect-verdict.js";
import { omittedSentence } from "./parts.js";

/** The chapter on the effect of the programme, or the sentence that says why there is none. */
export function effectChapter(facts: GatedFacts, numbers: Numbers): Section {
  const title = say((text) => text.effect.title);
  const { effect } = facts;
  if (isOmitted(effect))
    return section("effect", title, [paragraph(omittedSentence("effect", effect.omitted, effect.text))]);
  const view: EffectView = { facts, effect, numbers };
  if (effect.outcomes.length === 0) return section("effect", title, [verdictSection(view)]);
  return section("effect", title, [
    designSection(view),
    changeSection(view),
    didSection(view),
    eventMeansFigure(facts, numbers),
    segmentEffectsSection(view),
    migrationSection(view),
    verdictSection(view),
  ]);
}
