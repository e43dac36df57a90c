export * from "./profit/index.js";
export * from "./rfm/index.js";
export * from "./weights/index.js";
