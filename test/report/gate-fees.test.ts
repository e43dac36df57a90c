import { describe, expect, it } from "vitest";
import { gateProfit } from "../../src/report/gate/profit.js";
import { fixtureProfit } from "./fixture-value.js";

const PARTS = [
  { component: "fees_posted", amount: "412100.40", customers: 900, top_two_share: 0.01 },
  { component: "fees_rebates", amount: "-100.40", customers: 40, top_two_share: 0.2 },
];

function gated(change: Partial<(typeof PARTS)[number]>) {
  const profit = fixtureProfit();
  const parts = [PARTS[0], { ...PARTS[1], ...change }];
  const waterfall = profit.waterfall.flatMap((each) => (each.component === "fees" ? parts : [each]));
  const upfront = { recognised: "cash", customers: 500, cash: "9.00", spread: "3.00" } as const;
  const result = gateProfit({ ...profit, waterfall, upfront_fees: upfront }, 10);
  return { bars: result.waterfall, upfront: result.upfront_fees, plain: profit.waterfall };
}

describe("parts of fees in the waterfall", () => {
  it("stand one by one where enough customers have each, without the counts", () => {
    const { bars, upfront } = gated({});
    expect(bars.slice(2, 4)).toEqual(PARTS.map(({ component, amount }) => ({ component, amount })));
    expect(upfront).not.toBeNull();
  });

  it.each([{ customers: 9 }, { top_two_share: 0.9 }])(
    "stand as one bar for %j, with no part told elsewhere",
    (change) => {
      const { bars, upfront, plain } = gated(change);
      expect(bars).toEqual(plain);
      expect(upfront).toBeNull();
    },
  );

  it("are not merged for a part that nobody has", () => {
    expect(gated({ customers: 0, amount: "0.00" }).bars.map((each) => each.component)).toContain("fees_rebates");
  });
});
