/** x times x. The operator `**` may differ in its last bit between engines and between cold and hot code. */
export function square(x: number): number {
  return x * x;
}
