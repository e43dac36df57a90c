import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Small made-up files under the names that the examples use; every number follows from a row's position. */
export function writeSampleFiles(folder: string): void {
  writeFileSync(join(folder, "orders.csv"), orders());
  writeFileSync(join(folder, "customers.csv"), customers());
  writeFileSync(join(folder, "panel.csv"), panel());
  writeFileSync(join(folder, "judgements.csv"), JUDGEMENTS);
  writeFileSync(join(folder, "criteria.csv"), CRITERIA);
  writeFileSync(join(folder, "patterns.csv"), PATTERNS);
}

const JUDGEMENTS = `,recency_days,frequency,monetary
recency_days,1,1/3,1/5
frequency,,1,1/2
monetary,,,1
`;

const CRITERIA = `,benefit,cost,months
benefit,1,2,4
cost,,1,2
months,,,1
`;

const PATTERNS = `pattern,benefit,cost,months
big bang,9,800,12
branch by branch,7,500,18
pilot first,8,600,15
`;

function orders(): string {
  const rows = Array.from({ length: 300 }, (_, at) => {
    const customer = `C${String((at * 7) % 60).padStart(3, "0")}`;
    const day = new Date(Date.UTC(2023, 0, 1 + ((at * 11) % 365))).toISOString().slice(0, 10);
    return `${customer},${day},${(20 + ((at * 37) % 480)).toFixed(2)}`;
  });
  return ["customer_id,order_date,revenue", ...rows, ""].join("\n");
}

function customers(): string {
  const rows = Array.from({ length: 90 }, (_, at) => {
    const group = at % 3;
    const balance = [1000, 50000, 9000][group] + at * 3;
    const transactions = [40, 3, 12][group] + (at % 5);
    return `C${String(at).padStart(3, "0")},${String(balance)},${String(transactions)},${String(balance / 50)},${String(transactions * 4)}`;
  });
  return ["customer_id,balance,transactions,revenue,cost", ...rows, ""].join("\n");
}

function panel(): string {
  const rows: string[] = ["customer_id,branch_id,period,cohort,balance"];
  for (let unit = 0; unit < 80; unit++) {
    const branch = unit % 16;
    const cohort = branch < 8 ? 5 : 0;
    for (let period = 1; period <= 8; period++) {
      const treated = cohort > 0 && period >= cohort ? 10 : 0;
      rows.push(
        `U${String(unit)},B${String(branch)},${String(period)},${String(cohort)},${String(100 + branch + period + treated + ((unit * period) % 7))}`,
      );
    }
  }
  return `${rows.join("\n")}\n`;
}
