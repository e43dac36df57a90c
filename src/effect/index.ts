export { effect } from "./stage.js";
export { BANK_MEASURES, designHash, effectDesign, type EffectDesign } from "./design.js";
export { loadEstimates } from "./load-estimates.js";
