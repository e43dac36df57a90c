import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist", "coverage", "node_modules", "reports", "data-samples"] },
  ...tseslint.configs.strict,
  {
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "error",
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      complexity: ["error", 15],
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["src/stats/**", "src/core/**", "src/value/**", "src/segment/**", "src/effect/**", "src/simulate/**"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "random numbers come from core/rng" },
        { object: "Date", property: "now", message: "kernels have no clock" },
      ],
      "no-restricted-globals": ["error", { name: "process", message: "kernels have no environment" }],
    },
  },
  { files: ["bench/**", "scripts/**", "test/**"], rules: { "no-console": "off" } },
);
