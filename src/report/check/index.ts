export { checkResultOf, type CheckFacts } from "./result.js";
export { checkText, type CheckText } from "./text.js";
