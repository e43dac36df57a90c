import type { Bank } from "./bank.js";
import type { Draws } from "./draws.js";
import type { Profile } from "./profile.js";
import { daysOpen, openAtEnd, type Account, type World } from "./world.js";

/** Balances of one account in cents, one number a period; the average is over all calendar days of the month. */
export interface AccountBalances {
  readonly account: Account;
  readonly average: Float64Array;
  readonly end: Float64Array;
}

const ENDING = 0.01;
const USE_NOISE = 0.12;
const LEAST_USE = 0.03;
const MOST_USE = 0.95;
const MONEY = new Set(["demand", "time", "wealth"]);

/** Does a product hold deposits or wealth: the assets under management. */
export function isMoney(account: Account): boolean {
  return MONEY.has(account.product);
}

function weightOf(profile: Profile, account: Account): number {
  if (account.product === "time") return profile.weight.time;
  return account.product === "wealth" ? profile.weight.wealth : 1;
}

/** Splits the customer's money over his accounts; the demand deposit takes what is left, so that nothing is lost by rounding. */
function fillMoney(bank: Bank, profile: Profile, draws: Draws, world: World, money: readonly AccountBalances[]): void {
  const life = { opened: profile.opened, closed: world.closed };
  for (const { index, days } of bank.timeline.periods) {
    const open = daysOpen(life, index, days);
    const total = Math.round((world.level[index] * 100 * open) / days);
    const atEnd = openAtEnd(life, index)
      ? Math.round(world.level[index] * 100 * (1 + ENDING * draws.ending[index]))
      : 0;
    const held = money.filter((each) => daysOpen(each.account, index, days) > 0);
    const weights = held.reduce((sum, each) => sum + weightOf(profile, each.account), 0);
    let left = total;
    let leftAtEnd = atEnd;
    for (const each of held) {
      if (each.account.product === "demand") continue;
      const share = weightOf(profile, each.account) / weights;
      left -= each.average[index] = Math.floor((total * share * daysOpen(each.account, index, days)) / open);
      if (openAtEnd(each.account, index)) leftAtEnd -= each.end[index] = Math.floor(atEnd * share);
    }
    money[0].average[index] = left;
    money[0].end[index] = leftAtEnd;
  }
}

/** Principal still owed after a number of equal monthly repayments. */
function owed(account: Account, repayments: number): number {
  const { limit, months } = account.term;
  return Math.round((limit * (months - Math.min(repayments, months))) / months);
}

function fillLoan(bank: Bank, { account, average, end }: AccountBalances): void {
  for (const { index, days } of bank.timeline.periods) {
    const open = daysOpen(account, index, days);
    if (open === 0) continue;
    const repayments = index - account.opened.period;
    const until = account.closed?.period === index ? account.closed.day : days + 1;
    const after = Math.max(0, until - account.opened.day);
    const earlier = open - Math.min(open, after);
    const sum = earlier * owed(account, repayments - 1) + (open - earlier) * owed(account, repayments);
    average[index] = Math.round(sum / days);
    end[index] = openAtEnd(account, index) ? owed(account, repayments) : 0;
  }
}

function fillCard(bank: Bank, profile: Profile, draws: Draws, { account, average, end }: AccountBalances): void {
  for (const { index, days } of bank.timeline.periods) {
    const use = Math.min(MOST_USE, profile.cardUse + USE_NOISE * draws.cardUse[index]);
    if (use < LEAST_USE) continue;
    average[index] = Math.round((account.term.limit * use * daysOpen(account, index, days)) / days);
    end[index] = openAtEnd(account, index) ? Math.round(account.term.limit * use) : 0;
  }
}

/** Balances of every account of a customer in one world, in the order of the accounts; magnitudes, never negative. */
export function balancesOf(bank: Bank, profile: Profile, draws: Draws, world: World): AccountBalances[] {
  const { months } = bank.settings;
  const all = world.accounts.map((account) => {
    return { account, average: new Float64Array(months), end: new Float64Array(months) };
  });
  fillMoney(
    bank,
    profile,
    draws,
    world,
    all.filter((each) => isMoney(each.account)),
  );
  for (const each of all) {
    if (each.account.product === "mortgage" || each.account.product === "consumer") fillLoan(bank, each);
    if (each.account.product === "card") fillCard(bank, profile, draws, each);
  }
  return all;
}
