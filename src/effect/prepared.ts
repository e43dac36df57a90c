import type { Warning } from "../engine/stage.js";
import type { PanelColumn } from "./units.js";
import type { Windows } from "./windows.js";

/** A threat to the reading of the estimates: a code with its values; the report puts it in words. */
export interface Threat {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** What the bank's and the panel's way have in common once effect_sample, effect_population and effect_panel stand. */
export interface Prepared {
  readonly windows: Windows;
  readonly columns: readonly PanelColumn[];
  /** Column that clusters, for the notes. */
  readonly cluster: string;
  /** Reasons of exclusion in their order. */
  readonly exclusions: readonly string[];
  readonly warnings: readonly Warning[];
  readonly threats: readonly Threat[];
  /** Text of a period. */
  readonly label: (period: number) => string;
  /** Number of a declared period. */
  readonly numberOf: (period: string | number) => number;
}
