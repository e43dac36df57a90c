import { paragraph, section, type Section } from "../document.js";
import type { GatedFacts } from "../gate/gate.js";
import { isOmitted } from "../facts.js";
import type { Numbers } from "../numbers.js";
import { say } from "../words.js";
import { omittedSentence } from "./parts.js";
import { profitBlocks } from "./value-profit.js";
import { rfmBlocks } from "./value-rfm.js";

/** What customers are worth: RFM, and profit where the study asks for it. */
export function valueChapter(facts: GatedFacts, numbers: Numbers): Section {
  const { rfm, profit } = facts;
  return section(
    "value",
    say((text) => text.value.title),
    [
      section(
        "value-rfm",
        say((text) => text.value.rfmSection),
        isOmitted(rfm) ? [paragraph(omittedSentence("rfm", rfm.omitted, rfm.text))] : rfmBlocks(facts, rfm, numbers),
      ),
      section(
        "value-profit",
        say((text) => text.value.profitSection),
        isOmitted(profit)
          ? [paragraph(omittedSentence("profit", profit.omitted, profit.text))]
          : profitBlocks(facts, profit, numbers),
      ),
    ],
  );
}
