import type { Figure } from "../document.js";
import { isOmitted } from "../facts.js";
import type { GatedFacts } from "../gate/gate.js";
import type { Numbers } from "../numbers.js";
import { charts } from "./chart.js";
import { column, dataTable } from "./data-table.js";
import { labelledName } from "./segment-profile.js";
import { shareBars, twoBars } from "./share-bars.js";
import { studySource } from "./source.js";
import { figureWords, plain } from "./words.js";

const ID = "segment-shares";

/** Share of the customers of each segment beside its share of value; null where no value is declared. */
export function segmentSharesFigure(facts: GatedFacts, numbers: Numbers): Figure | null {
  const { segment } = facts;
  if (isOmitted(segment) || segment.segments.every((each) => each.value_share === null)) return null;
  const title = figureWords((text) => text.segmentShares.title);
  const percent = plain("%");
  const columns = [
    column(
      "segment",
      figureWords((text) => text.profile.segment),
      "text",
    ),
    column(
      "customer_share",
      figureWords((text) => text.segmentShares.customers),
      "share",
      percent,
      1,
    ),
    column(
      "value_share",
      figureWords((text) => text.segmentShares.money),
      "share",
      percent,
      1,
    ),
  ];
  const rows = segment.segments.map((each) => [labelledName(each), each.share, each.value_share]);
  const source = studySource(facts, numbers.count(segment.customers), (text) => text.profile.origin);
  return {
    kind: "figure",
    id: ID,
    number: "",
    title,
    caption: figureWords((text) => text.segmentShares.caption),
    specs: charts((text, language) =>
      shareBars(
        segment.segments.flatMap((each) =>
          twoBars(labelledName(each)[language], each.share, each.value_share, text.segmentShares, numbers),
        ),
        text.segmentShares,
      ),
    ),
    data: dataTable(ID, title, source, columns, rows),
  };
}
