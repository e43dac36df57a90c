export { profit } from "./stage.js";
export { profitSettings, type ProfitSettings } from "./settings.js";
export { retailCapital, retailCorrelation, type AssetClass } from "./capital.js";
export { simpleColumnsOf } from "./simple-aliases.js";
