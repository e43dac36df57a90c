import { describe, expect, it } from "vitest";
import { monthIndex } from "../../src/core/calendar.js";
import { assignmentQuery } from "../../src/effect/bank/assignment.js";
import { accountSidesQuery, balanceFaultsQuery } from "../../src/effect/bank/balance-rows.js";
import { bankColumns, bankPanelQuery } from "../../src/effect/bank/panel.js";
import { bankSampleQuery } from "../../src/effect/bank/sample.js";
import { clusterSumsQuery } from "../../src/effect/cluster-sums.js";
import { armSumsQuery } from "../../src/effect/arm-moments.js";
import { eventSumsQuery } from "../../src/effect/event-means.js";
import { migrationQuery } from "../../src/effect/migration.js";
import { panelSampleQuery } from "../../src/effect/panel/queries.js";
import { MONEY_SCALE } from "../../src/effect/scale.js";
import { changeOf, PROGRAMME, unitsQuery } from "../../src/effect/units.js";
import { windowsOf } from "../../src/effect/windows.js";
import { duckdbDialect as dialect } from "../../src/engine/duckdb/dialect.js";
import { render, type Sql } from "../../src/engine/sql.js";
import { catalogOf } from "../../src/engine/stage.js";
import { panelDesign } from "./support.js";
import { TINY_TABLES, tinyDesign } from "./tiny-bank.js";

async function matches(name: string, query: Sql): Promise<void> {
  const { text, values } = render(query, dialect);
  const parameters = values.length === 0 ? "" : `\n-- parameters: ${JSON.stringify(values)}`;
  await expect(`${text}${parameters}\n`).toMatchFileSnapshot(`sql/${name}.duckdb.sql`);
}

describe("the SQL of the effect analysis, as a reviewer reads it", () => {
  const catalog = catalogOf(TINY_TABLES);
  const design = tinyDesign({ segment: { column: "tier", as_of: "2021-04" } });
  const data = { from: monthIndex(2021, 1), to: monthIndex(2021, 8) };
  const windows = windowsOf(design, data, [monthIndex(2021, 5), monthIndex(2021, 6)]);
  const columns = bankColumns(design);
  const spans = { from: windows.before, to: windows.after };

  it.each([
    ["assignment", assignmentQuery(dialect, design, catalog)],
    ["account-sides", accountSidesQuery(dialect, catalog)],
    ["balance-faults", balanceFaultsQuery(dialect, windows.panel, ["average_balance"])],
    ["sample", bankSampleQuery(dialect, design, catalog, windows)],
    ["panel", bankPanelQuery(dialect, design, catalog, windows)],
    ["units", unitsQuery(columns.slice(0, 1), windows)],
    [
      "cluster-sums",
      clusterSumsQuery([{ column: columns[0], change: changeOf("aum", PROGRAMME, windows), centre: 12n }], true),
    ],
    ["arm-sums", armSumsQuery(columns.slice(0, 1), PROGRAMME, windows)],
    ["event-sums", eventSumsQuery(columns.slice(0, 1))],
    [
      "migration",
      migrationQuery(
        { column: "migration_measure", scale: MONEY_SCALE, thresholds: [100, 300], names: ["a", "b", "c"] },
        spans,
      ),
    ],
    ["panel-sample", panelSampleQuery(panelDesign(), catalogOf({ panel: ["unit", "period", "cohort", "y"] }), windows)],
  ])("%s", (name, query) => matches(name, query));
});
