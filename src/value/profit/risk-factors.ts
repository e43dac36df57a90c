import type { Engine } from "../../engine/engine.js";
import { id } from "../../engine/sql.js";
import { retailCapital, type AssetClass } from "./capital.js";
import { lossFactor } from "./loss.js";
import type { ProfitPlan } from "./plan.js";
import type { Amortisation } from "./settings/ftp.js";
import { capitalKeys } from "./sql/account-table.js";
import { distinctLossKeys, lossKeys } from "./sql/losses.js";

const known = (text: string | null): number | null => (text === null ? null : Number(text));

/** Loads `profit_capital_factors`: the capital kernel, once for every distinct class, PD, LGD and ELBE. */
export async function loadCapitalFactors(engine: Engine): Promise<void> {
  const keys = await engine.columns(capitalKeys);
  const [classes, pds, lgds, elbes] = ["asset_class", "pd", "lgd", "elbe"].map((each) => keys.texts(each));
  const factors = pds.map((pd, at) => {
    const elbe = known(elbes[at]);
    if (Number(pd) === 1 && elbe === null) return null;
    return retailCapital(classes[at] as AssetClass, Number(pd), Number(lgds[at]), elbe ?? undefined);
  });
  await engine.load("profit_capital_factors", [
    { name: "asset_class", type: "text", values: classes },
    { name: "pd", type: "text", values: pds },
    { name: "lgd", type: "text", values: lgds },
    { name: "elbe", type: "text", values: elbes },
    { name: "factor", type: "double", values: factors },
  ]);
}

/** Loads `profit_loss_factors`: the allowance per unit of exposure, once for every distinct loan. */
export async function loadLossFactors(engine: Engine, plan: ProfitPlan): Promise<void> {
  await engine.execute(engine.dialect.createTableAs(id("profit_loss_keys"), lossKeys(plan, engine.dialect)));
  const keys = await engine.columns(distinctLossKeys);
  const column = (name: string) => Array.from(keys.numbers(name), (each) => (Number.isNaN(each) ? null : each));
  const [stages, pds, lgds, elbes, rates, months, payments] = [
    "stage",
    "pd",
    "lgd",
    "elbe",
    "account_rate",
    "months",
    "payment_months",
  ].map(column);
  const amortisations = keys.texts("amortisation");
  const factors = pds.map((pd, at) =>
    lossFactor({
      stage: stages[at],
      pd: pd!,
      lgd: lgds[at],
      elbe: elbes[at],
      rate: rates[at],
      months: months[at],
      amortisation: amortisations[at] as Amortisation | null,
      paymentMonths: payments[at]!,
    }),
  );
  await engine.load("profit_loss_factors", [
    { name: "loss_key", type: "integer", values: factors.map((_, at) => at + 1) },
    { name: "factor", type: "double", values: factors },
  ]);
}
