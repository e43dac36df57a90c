import type { CommandSpec } from "../cli/spec.js";

export const simulate: CommandSpec = {
  name: "simulate",
  summary: "a synthetic Chinese city bank with known truth, of any size",
  about: [
    "Writes the exports of a made-up bank (Chinese heads, one GB18030 file, monthly files, a footer, some damaged rows) and",
    "truth.json with what is true of it: latent segments, the programme's effects, every customer's profit.",
    "The same settings and seed give the same bytes on every machine. A million customers take about ten minutes.",
  ],
  arguments: [{ name: "folder", about: "where the bank is written", required: true }],
  options: [
    { name: "customers", form: { kind: "integer", min: 1 }, about: "number of customers", default: "3000" },
    { name: "branches", form: { kind: "integer", min: 2 }, about: "number of branches", default: "16" },
    { name: "months", form: { kind: "integer", min: 1 }, about: "number of months", default: "36" },
    { name: "start", form: { kind: "text" }, about: "first month, yyyy-mm", default: "2021-01" },
    {
      name: "bookings",
      form: { kind: "number", min: 0 },
      about: "bookings per customer and month, as a scale",
      default: "0.8",
    },
    { name: "clean", form: { kind: "flag" }, about: "no damaged rows" },
  ],
  reads: [],
  writes: ["FOLDER/exports/, FOLDER/truth.json, FOLDER/truth_customers.csv"],
  plainCsv: false,
  examples: [{ line: "custval simulate bank --customers 600 --seed 7", about: "a small bank in the folder bank" }],
  run: async ({ arguments: { folder }, options, terminal, signal }) => {
    const { simulateBank } = await import("../simulate/simulate.js");
    const given = {
      seed: options.number("seed"),
      customers: options.number("customers"),
      branches: options.number("branches"),
      months: options.number("months"),
      start: options.text("start"),
      transactionsPerMonth: options.number("bookings"),
      dirtyRows: options.flag("clean") ? false : undefined,
    };
    const settings = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const { files, settings: used } = await simulateBank(settings, folder!, { signal });
    const data = { files };
    const object = { command: "simulate", version: terminal.version, settings: used, data, result: data, warnings: [] };
    if (options.flag("json")) await terminal.result(`${JSON.stringify(object)}\n`);
    for (const each of files) terminal.progress("simulate", each.file, each.rows);
  },
};
