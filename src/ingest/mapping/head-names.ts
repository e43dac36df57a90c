/** Numbers and dates, also with units or signs of their own. */
const VALUE = /^[-+(¥￥$€£]*\d[\d\s.,:/年月日%)-]*$/u;
const CODE = /\p{Nd}{3,}|@/u;
const LONG_CODE = /\p{Nd}{4,}|@/u;
const MANY = 60;

/** Whether a first row reads like a row of data: a number or a date stands in it, or most cells hold a code. */
export function looksLikeData(names: readonly string[]): boolean {
  const values = names.filter((each) => VALUE.test(each) && !isYear(each)).length;
  const codes = names.filter((each) => CODE.test(each) && !isYear(each) && !isMadeUp(each)).length;
  return values > 0 || codes * 2 > names.length;
}

/** Names that a message may show: without those that hold a code of four digits or more, which may be a customer's. */
export function namesToShow(names: readonly string[]): readonly string[] {
  return names.filter((each) => isYear(each) || isMadeUp(each) || !LONG_CODE.test(each));
}

/** Names of a head for a message: no more than a screen holds. */
export function shownNames(names: readonly string[]): string {
  const allowed = namesToShow(names);
  const shown = allowed.slice(0, MANY).join(", ");
  return allowed.length > MANY || allowed.length < names.length
    ? `${shown}, … (${String(names.length)} in all)`
    : shown;
}

/** Years and months stand in the heads of wide tables. */
function isYear(name: string): boolean {
  return /^(19|20)\d{2}(-?(0[1-9]|1[0-2]))?$/.test(name);
}

function isMadeUp(name: string): boolean {
  return name.startsWith("column_");
}
