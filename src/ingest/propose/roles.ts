import { CONCEPTS, conceptOf, type ConceptName } from "../dictionary/concepts.js";
import type { ColumnFacts } from "../sniff/column.js";
import type { SniffedSource } from "../sniff/source.js";

/** What one source column is taken for, and how sure that is. */
export interface Role {
  readonly column: ColumnFacts;
  readonly concept: ConceptName;
  readonly confidence: number;
  readonly rank: number;
}

/** The meanings of the columns of a source, with questions that the choice of its table asks. */
export class Roles {
  readonly source: SniffedSource;
  readonly #roles: readonly Role[];

  constructor(source: SniffedSource) {
    this.source = source;
    this.#roles = source.columns.flatMap(rolesOf);
  }

  /** Meanings of a column, best first. */
  of(column: ColumnFacts): readonly Role[] {
    return this.#roles.filter((each) => each.column === column);
  }

  /** The best column of any of the meanings: the surest, then the commonest name, then the first of the file. */
  best(...concepts: readonly ConceptName[]): Role | null {
    const found = this.#roles.filter((each) => concepts.includes(each.concept));
    return found.reduce<Role | null>(
      (best, each) => (best === null || isBetter(each, best, concepts) ? each : best),
      null,
    );
  }

  has(...concepts: readonly ConceptName[]): boolean {
    return this.best(...concepts) !== null;
  }

  /** The best column of the meaning has a different value in (nearly) every row. */
  isKey(concept: ConceptName): boolean {
    return this.best(concept)?.column.keyLike === true;
  }
}

function isBetter(one: Role, other: Role, concepts: readonly ConceptName[]): boolean {
  if (one.confidence !== other.confidence) return one.confidence > other.confidence;
  const order = concepts.indexOf(one.concept) - concepts.indexOf(other.concept);
  return order !== 0 ? order < 0 : one.rank < other.rank;
}

/** What the values say for themselves; else the meanings that the name allows and the values do not deny. */
function rolesOf(column: ColumnFacts): readonly Role[] {
  const named = column.meanings
    .filter(({ concept }) => conceptOf(concept).kinds.includes(column.kind) || column.kind === "empty")
    .map(({ concept, confidence, rank }) => ({ column, concept, confidence, rank }));
  const spoken = bySpeakingValues(column).filter((each) => !named.some(({ concept }) => concept === each.concept));
  return spoken.length > 0 ? spoken : named;
}

/** A direction that the values spell out beats a general name such as `type`. */
const SPOKEN = 0.96;
const GENERAL: readonly ConceptName[] = ["type", "status", "customer_type", "segment", "role"];

function bySpeakingValues(column: ColumnFacts): readonly Role[] {
  const { words } = column;
  const general = column.meanings.length === 0 || column.meanings.every(({ concept }) => GENERAL.includes(concept));
  if (!general) return [];
  const role = (concept: ConceptName): Role => ({ column, concept, confidence: SPOKEN, rank: 0 });
  const told = (words.direction ?? []).some((each) => each.length > 1 || /\p{Script=Han}/u.test(each));
  if (told && (words.direction ?? []).length > 1) return [role("direction")];
  if (words.role !== undefined && column.distinct <= 5) return [role("role")];
  return [];
}

/** True for meanings that are never loaded. */
export function isPersonal(concept: ConceptName): boolean {
  return (CONCEPTS[concept] as { leaveOut?: string }).leaveOut !== undefined;
}
