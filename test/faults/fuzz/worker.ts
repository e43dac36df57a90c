import { scratch } from "../../ingest/support.js";
import { judge } from "./judge.js";
import { mutantOf } from "./mutate.js";

/** Judges the mutants that its parent names, one after the other, and tells each verdict. */
const bank = await scratch();

process.on("message", ({ seed, number }: { seed: number; number: number }) => {
  void judge(bank, mutantOf(seed, number)).then((verdict) => process.send!({ number, ...verdict }));
});
process.on("disconnect", () => {
  void bank.close().then(() => process.exit(0));
});
process.send!("ready");
