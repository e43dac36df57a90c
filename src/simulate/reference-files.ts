import { isoDate } from "../core/calendar.js";
import type { Bank } from "./bank.js";
import { curvePeriods } from "./curve.js";
import { ExportFile, type ExportSpec } from "./export-file.js";
import { ACTIVITIES, CODE_LIST, PRODUCTS } from "./products.js";
import { fixed, money } from "./text.js";
import { dayIn } from "./timeline.js";

type Rows = readonly (readonly string[])[];

function products(): Rows {
  return PRODUCTS.map((each) => [each.code, each.name, each.family, each.side]);
}

function curve(bank: Bank): Rows {
  const { curve: it, timeline } = bank;
  return curvePeriods(it, timeline).flatMap((period, date) =>
    it.terms.map((term, node) => {
      const day = isoDate(dayIn(timeline, period, 1));
      return ["FTP01", "CNY", day, String(term), fixed(it.rates[date][node], 2)];
    }),
  );
}

function activityCosts(): Rows {
  return ACTIVITIES.map((each) => [each.code, each.name, money(each.cents)]);
}

function programme(bank: Bank): Rows {
  return bank.branches.map((each) => {
    const start = each.adopts === null ? "" : isoDate(dayIn(bank.timeline, each.adopts, 1));
    return [each.id, `第${Number(each.id)}支行`, start];
  });
}

const HEADERS = {
  products: ["产品代码", "产品名称", "产品大类", "资产负债"],
  curve: ["曲线代码", "币种", "日期", "期限月", "利率%"],
  costs: ["作业代码", "作业名称", "单位成本"],
  programme: ["机构号", "机构名称", "上线日期"],
  codes: ["类别", "代码", "名称"],
};

/** The small files that do not depend on customers, written and still open. */
export function referenceFiles(bank: Bank, folder: string): ExportFile[] {
  const write = (file: string, header: readonly string[], rows: Rows, more: Partial<ExportSpec> = {}) => {
    const opened = new ExportFile({ folder, file, header, ...more });
    for (const row of rows) opened.row(row.join(","));
    return opened;
  };
  return [
    write("产品目录.csv", HEADERS.products, products()),
    write("FTP曲线.csv", HEADERS.curve, curve(bank)),
    write("作业成本.csv", HEADERS.costs, activityCosts()),
    write("网点上线.csv", HEADERS.programme, programme(bank)),
    write("代码表.csv", HEADERS.codes, CODE_LIST),
  ];
}
