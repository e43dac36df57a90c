import { fail } from "../../core/errors.js";
import { sql } from "../../engine/sql.js";
import type { StageContext, Warning } from "../../engine/stage.js";
import type { EffectDesign } from "../design.js";
import type { Prepared } from "../prepared.js";
import { checkMissing, exclusionsQuery, flowOf, makeTable, populationQuery } from "../sample.js";
import { scaleOf } from "../scale.js";
import type { PanelColumn } from "../units.js";
import { checkDates } from "../dates.js";
import { lengthOf, windowsOf, type Span, type Windows } from "../windows.js";
import {
  PANEL_EXCLUSIONS,
  panelAdoptionsQuery,
  panelFactsQuery,
  panelMeasures,
  panelPanelQuery,
  panelSampleQuery,
  rangesQuery,
} from "./queries.js";
import { checkPanel, hasClusters } from "./tables.js";

/** Builds effect_sample, effect_population and effect_panel from the table `panel`. Throws EFF-01, 05, 06, 07, 31, 32. */
export async function preparePanel(context: StageContext, design: EffectDesign): Promise<Prepared> {
  const { engine, catalog } = context;
  checkPanel(design, catalog);
  const data = await extent(context);
  const adoptions = await engine.rows(panelAdoptionsQuery);
  const windows = windowsOf(
    design,
    data,
    adoptions.map((each) => Number(each.cohort)),
  );
  const numberOf = (period: string | number) => Number(period);
  checkDates(design, windows, numberOf, String);
  await checkGaps(context, windows);
  await makeTable(engine, "effect_sample", panelSampleQuery(design, catalog, windows));
  const flow = flowOf(await engine.rows(exclusionsQuery), PANEL_EXCLUSIONS);
  const dropped = checkMissing(flow, ["missing_periods"], design.missing.at_most);
  await makeTable(engine, "effect_population", populationQuery);
  await makeTable(engine, "effect_panel", panelPanelQuery(design, windows));
  return {
    windows,
    columns: await columnsOf(context, design, windows),
    cluster: hasClusters(design, catalog) ? (design.cluster ?? "cluster") : design.unit,
    exclusions: PANEL_EXCLUSIONS,
    warnings: dropped > 0 ? [droppedWarning(dropped)] : [],
    threats: dropped > 0 ? [{ code: "units_with_missing_periods", values: { units: dropped } }] : [],
    label: String,
    numberOf,
  };
}

function droppedWarning(dropped: number): Warning {
  return {
    code: "EFF-07",
    message: `${String(dropped)} units lack a period or a value within the windows and are left out`,
  };
}

async function extent({ engine }: StageContext): Promise<Span> {
  const [facts] = await engine.rows(panelFactsQuery);
  if (facts.first_period === null)
    fail("EFF-35", { message: "the panel is empty", hint: "check the file and its mapping" });
  if (Number(facts.duplicated) > 0)
    fail("EFF-06", {
      message: `${String(facts.duplicated)} units have more than one row in a period`,
      expected: "one row per unit and period",
      hint: "remove the duplicates from the export",
    });
  if (Number(facts.several) > 0)
    fail("EFF-05", {
      message: `${String(facts.several)} units have more than one cohort`,
      expected: "the first treated period, the same in every row of a unit; 0 or empty for never",
      hint: "a programme switches on once; correct the column cohort",
    });
  return { from: Number(facts.first_period), to: Number(facts.last_period) };
}

async function checkGaps({ engine }: StageContext, { panel }: Windows): Promise<void> {
  const [row] = await engine.rows(
    sql`select count(distinct period) as periods from panel where period between ${panel.from} and ${panel.to}`,
  );
  const gaps = lengthOf(panel) - Number(row.periods);
  if (gaps > 0)
    fail("EFF-07", {
      message: `${String(gaps)} period numbers between ${String(panel.from)} and ${String(panel.to)} have no row at all`,
      expected: "periods numbered without gaps (months: year * 12 + month)",
      hint: "number the periods 1, 2, 3, …; 202112 and 202201 are not neighbours",
    });
}

async function columnsOf({ engine }: StageContext, design: EffectDesign, windows: Windows): Promise<PanelColumn[]> {
  const [ranges] = await engine.rows(rangesQuery(design));
  return panelMeasures(design).map(({ name }, at) => {
    const range = { least: Number(ranges[`least_${String(at)}`]), most: Number(ranges[`most_${String(at)}`]) };
    return { name, scale: scaleOf(name, range, Number(ranges.units), lengthOf(windows.panel)) };
  });
}
