import { exp } from "../core/elementary.js";
import { createStream, type Stream } from "../core/rng.js";
import { workingDay } from "./festival.js";
import type { AccountBalances } from "./balances.js";
import type { Bank } from "./bank.js";
import { PRODUCT, ACTIVITIES, UPKEEP, VISIT, type ProductKey } from "./products.js";
import type { Draws } from "./draws.js";
import type { Profile } from "./profile.js";
import { KINDS, SEGMENTS } from "./segments.js";
import type { Period } from "./timeline.js";
import { daysOpen, openAtEnd, type Account, type World } from "./world.js";

/** One booking: signed cents, + into the account and - out of it; `fee` in cents is what the bank charged for it. */
export interface Booking {
  readonly day: number;
  readonly product: ProductKey;
  readonly cents: number;
  readonly type: string;
  readonly channel: number;
  readonly fee: number;
}

/** Bookings by period, and activity counts by period and activity (order of ACTIVITIES). */
export interface Behaviour {
  readonly bookings: readonly (readonly Booking[])[];
  readonly activities: readonly Int32Array[];
}

const TYPE = { salary: "01", spend: "02", transfer: "03", withdraw: "04", "pay-in": "05", interest: "06", fee: "07" };
const SYSTEM = 9;
const COUNTER = 1;
const ATM = 2;
const ONLINE_BANK = 3;
const MOBILE = 4;
const POS = 5;
const NOTE = 100_00;
const CARD_FEE = 60_00;
const WEALTH_FEE_BP = 40;
const SETTLEMENT_DAY = 21;
const SETTLEMENT_MONTHS = 12;
const SPRING_BONUS_MONTH = 1;

interface Scene {
  readonly bank: Bank;
  readonly profile: Profile;
  readonly balances: ReadonlyMap<ProductKey, AccountBalances>;
  readonly stream: Stream;
}

function channelOf(kind: (typeof KINDS)[number], online: boolean, luck: number): number {
  if (kind === "spend") return online ? MOBILE : POS;
  if (kind === "transfer") return online ? (luck < 0.25 ? ONLINE_BANK : MOBILE) : COUNTER;
  if (kind === "withdraw") return online || luck < 0.5 ? ATM : COUNTER;
  return online ? ATM : COUNTER;
}

function feeOf(kind: string, channel: number, cents: number, luck: number): number {
  if (kind === "transfer" && channel === COUNTER) return Math.min(50_00, Math.max(2_00, Math.round(cents * 0.0005)));
  if (kind === "withdraw" && channel === ATM && luck < 0.3) return 4_00;
  return 0;
}

/** The day 1.. of a period on which a uniform number falls, by the busyness of the days from..to. */
function busyDay(period: Period, from: number, to: number, luck: number): number {
  const low = from > 1 ? period.busy[from - 2] : 0;
  const target = low + luck * (period.busy[to - 1] - low);
  let day = from;
  while (day < to && period.busy[day - 1] <= target) day++;
  return day;
}

/** Days from..to of a period on which an account is open; null when on none. */
function openSpan(account: Account, period: Period): { from: number; to: number } | null {
  const open = daysOpen(account, period.index, period.days);
  if (open === 0) return null;
  const from = account.opened.period === period.index ? account.opened.day : 1;
  return { from, to: from + open - 1 };
}

/** One booking of the customer's own making. Draws the same number of random numbers whatever comes out. */
function ownBooking(scene: Scene, period: Period, span: { from: number; to: number }): Booking {
  const { profile, stream } = scene;
  const traits = SEGMENTS[profile.segment];
  const choice = stream.choice(traits.mix);
  const kind = KINDS[choice];
  const day = busyDay(period, span.from, span.to, stream.uniform());
  const online = stream.uniform() < profile.digital;
  const luck = stream.uniform();
  const channel = channelOf(kind, online, luck);
  const raw = Math.max(1, Math.round(traits.amounts[choice] * 100 * exp(0.9 * stream.normal())));
  const cash = kind === "withdraw" || kind === "pay-in";
  const cents = cash ? Math.max(1, Math.round(raw / NOTE)) * NOTE : raw;
  const second = stream.uniform();
  const comesIn = kind === "pay-in" || (kind === "transfer" && second < 0.45);
  const card = scene.balances.get("card");
  const onCard = kind === "spend" && second < 0.4 && card !== undefined && isOpenOn(card.account, period, day);
  const fee = comesIn ? 0 : feeOf(kind, channel, cents, second);
  return { day, product: onCard ? "card" : "demand", cents: comesIn ? cents : -cents, type: TYPE[kind], channel, fee };
}

function isOpenOn(account: Account, period: Period, day: number): boolean {
  const span = openSpan(account, period);
  return span !== null && day >= span.from && day <= span.to;
}

function salary(scene: Scene, period: Period): Booking[] {
  const { profile, balances, stream } = scene;
  const varies = 1 + 0.04 * stream.normal();
  const bonus = stream.uniform();
  const contract = balances.get("payroll");
  const day = workingDay(period.first + profile.payDay - 1) - period.first + 1;
  if (!contract || !isOpenOn(contract.account, period, day)) return [];
  const extra = period.month === SPRING_BONUS_MONTH ? 0.5 + 2 * bonus : 0;
  const cents = Math.max(1, Math.round(profile.salary * (varies + extra)));
  return [{ day, product: "demand", cents, type: TYPE.salary, channel: SYSTEM, fee: 0 }];
}

/** Cents of a yearly rate in basis points on the average balances of the months up to and with a period; rounded down. */
function accrued(bank: Bank, held: AccountBalances, period: Period, basisPoints: number): number {
  let dayCents = 0;
  for (let t = Math.max(0, period.index - SETTLEMENT_MONTHS + 1); t <= period.index; t++) {
    dayCents += held.average[t] * bank.timeline.periods[t].days;
  }
  return Math.floor((dayCents / 365) * (basisPoints / 10_000));
}

function settlements(scene: Scene, period: Period): Booking[] {
  if (period.month % SETTLEMENT_MONTHS !== 0) return [];
  const { bank, balances } = scene;
  const found: Booking[] = [];
  const common = { day: SETTLEMENT_DAY, channel: SYSTEM };
  for (const [product, held] of balances) {
    if ((product !== "demand" && product !== "wealth") || !isOpenOn(held.account, period, SETTLEMENT_DAY)) continue;
    const pays = product === "demand";
    const cents = accrued(bank, held, period, pays ? held.account.term.rate : WEALTH_FEE_BP);
    if (cents === 0) continue;
    const kind = pays ? { cents, type: TYPE.interest, fee: 0 } : { cents: -cents, type: TYPE.fee, fee: cents };
    found.push({ ...common, product, ...kind });
  }
  return found;
}

function cardFee(scene: Scene, period: Period): Booking[] {
  const card = scene.balances.get("card")?.account;
  if (!card || !openAtEnd(card, period.index)) return [];
  const age = period.index - card.opened.period;
  if (age <= 0 || age % 12 !== 0) return [];
  const { day } = card.opened;
  return [{ day, product: "card", cents: -CARD_FEE, type: TYPE.fee, channel: SYSTEM, fee: CARD_FEE }];
}

function own(scene: Scene, period: Period): Booking[] {
  const demand = scene.balances.get("demand")!.account;
  const span = openSpan(demand, period);
  if (!span) return [];
  const busy = period.busy[span.to - 1] - (span.from > 1 ? period.busy[span.from - 2] : 0);
  const count = scene.stream.poisson((scene.profile.bookings * busy) / PLAIN_MONTH);
  return Array.from({ length: count }, () => ownBooking(scene, period, span));
}

/** Busyness of a month without a festival: 22 working days and 8.4 quieter ones. */
const PLAIN_MONTH = 28.3;

function visits(scene: Scene, draws: Draws, world: World, period: Period): number {
  const traits = SEGMENTS[scene.profile.segment];
  const chance = traits.visits + (world.strength[period.index] > 0 ? traits.effect.visits : 0);
  const open = openAtEnd(scene.balances.get("demand")!.account, period.index);
  return open && draws.visits[period.index] < chance ? 1 : 0;
}

/** What a customer does in the world that happened. */
export function behaviourOf(
  bank: Bank,
  profile: Profile,
  draws: Draws,
  world: World,
  all: readonly AccountBalances[],
): Behaviour {
  const stream = createStream(bank.settings.seed, "simulate/bookings", profile.index);
  const balances = new Map(all.map((each) => [each.account.product, each]));
  const scene: Scene = { bank, profile, balances, stream };
  const bookings: Booking[][] = [];
  const activities: Int32Array[] = [];
  for (const period of bank.timeline.periods) {
    const found = [
      ...salary(scene, period),
      ...own(scene, period),
      ...settlements(scene, period),
      ...cardFee(scene, period),
    ];
    bookings.push(found.sort((a, b) => a.day - b.day));
    const counts = new Int32Array(ACTIVITIES.length);
    for (const { channel } of found) if (channel !== SYSTEM) counts[channel - 1]++;
    counts[VISIT] = visits(scene, draws, world, period);
    counts[UPKEEP] = daysOpen(balances.get("demand")!.account, period.index, period.days) > 0 ? 1 : 0;
    activities.push(counts);
  }
  return { bookings, activities };
}

/** Account number: the customer's number and the digit of the product. */
export function accountId(customer: string, product: ProductKey): string {
  return customer + PRODUCT[product].digit;
}
