import { catalogue } from "./code.js";

/** Effect analysis. */
export const effectCodes = catalogue({
  "EFF-01": {
    exit: 2,
    title: "segment or window dated after the adoption",
    long: "A segment is declared with a date after the last period before the earliest adoption, or the first window of the migration matrix reaches past it. A segment measured after adoption is partly an outcome: an upgraded customer lands in the upper segment, so the effect there is mechanical. Use a date up to the last period before adoption.",
  },
  "EFF-03": {
    exit: 4,
    title: "no untreated unit",
    long: "Every unit of the population adopts within the data. Without units that never adopt there is nothing to compare with.",
  },
  "EFF-04": {
    exit: 3,
    title: "treated from the first period",
    long: "Units that are treated from the first period of the data on have no period before; they are left out and counted.",
  },
  "EFF-05": {
    exit: 3,
    title: "several adoption dates for one unit of assignment",
    long: "A branch (or customer, or unit of a panel) has more than one start of the programme, or one with and one without a date. Adoption switches on once; correct the programme table.",
  },
  "EFF-06": {
    exit: 3,
    title: "duplicate rows of one unit and period",
    long: "A unit (or account) has more than one row in a period; adding them up or picking one would both be a guess. Remove the duplicates from the export.",
  },
  "EFF-07": {
    exit: 3,
    title: "units with missing periods",
    long: "Units lack rows or values in periods in which they should have them. They are left out and counted; above the declared share (missing.at_most, 5 % by default) the analysis stops. Where an absent balance row means a balance of zero, declare missing.rule: zero.",
  },
  "EFF-08": {
    exit: 3,
    title: "periods after closing filled",
    long: "Customers who left stay in the population; their flows and balances after closing count as 0 and the filled customer-months are counted. Leaving them out would compare survivors only.",
  },
  "EFF-09": {
    exit: 4,
    title: "segment without both arms",
    long: "A segment has too few units or clusters in one arm to be estimated; it is listed without an estimate.",
  },
  "EFF-10": {
    exit: 4,
    title: "one cluster in an arm",
    long: "With a single treated or a single control cluster no clustered standard error is valid: the error of that one cluster cannot be told from the effect. The estimate is shown without it.",
  },
  "EFF-11": {
    exit: 4,
    title: "fewer than two clusters",
    long: "A clustered standard error needs at least two clusters. Check the column declared as cluster.",
  },
  "EFF-13": {
    exit: 4,
    title: "no variation",
    long: "All changes of the outcome are equal, so there is no standard error.",
  },
  "EFF-27": {
    exit: 3,
    title: "exact sum too large",
    long: "The exact integer sums of an outcome would overflow. Declare the outcome in a larger unit.",
  },
  "EFF-31": {
    exit: 2,
    title: "the design needs what the data lack",
    long: "The declared design names a table or column that no source provides. Correct the design, or map the column in the study's sources.",
  },
  "EFF-32": {
    exit: 3,
    title: "no usable window",
    long: "The data hold no period before the earliest adoption, or none in which every treated unit has adopted, or no adoption at all. The message says which.",
  },
  "EFF-33": {
    exit: 3,
    title: "balances in several currencies",
    long: "The accounts are in more than one currency; adding them up would be wrong. Restrict the sources to one currency or convert before the load.",
  },
  "EFF-34": {
    exit: 3,
    title: "programme names unknown branches or customers",
    long: "Rows of the programme table match no customer. A common cause is an id that lost its leading zeros in one of the exports.",
  },
  "EFF-35": {
    exit: 3,
    title: "empty population",
    long: "No unit is left after the exclusions of the design, or no unit in one of the arms. The sample flow says where they went.",
  },
  "EFF-36": {
    exit: 2,
    title: "cluster finer than the assignment",
    long: "The programme was assigned at a coarser level than the declared cluster. Standard errors clustered below the level of assignment are usually too small.",
  },
  "EFF-37": {
    exit: 2,
    title: "cluster with both arms",
    long: "A cluster holds treated and untreated units, so it is not the level at which the programme was assigned. The errors here compare whole clusters. Declare as cluster the column by which the programme was assigned; for a programme assigned to customers that is customer_id.",
  },
  "EFF-38": {
    exit: 3,
    title: "absent balance rows counted as zero",
    long: "The design declares missing.rule: zero, and accounts have whole open months without a balance row. They count as a balance of 0. Where the export merely lost those rows, this looks like money that left: check the number against what the core system says, or use missing.rule: drop.",
  },
});
