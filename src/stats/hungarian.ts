/**
 * For every row the column of the assignment with the least total cost, each column used once; rows above the number of
 * columns get -1. Equal totals: the result depends on the matrix alone. Cost O(r^2 c).
 * @param cost rows x columns, row-major, finite
 * Throws RangeError for a wrong length or a cost that is not finite. Sources: Kuhn 1955; shortest augmenting paths of Jonker and Volgenant 1987.
 */
export function hungarian(cost: Float64Array, rows: number, columns: number): Int32Array {
  if (cost.length !== rows * columns) throw new RangeError("the matrix must hold rows x columns numbers");
  if (cost.some((each) => !Number.isFinite(each))) throw new RangeError("costs must be finite numbers");
  if (rows <= columns) return assignRows((r, c) => cost[r * columns + c], rows, columns);
  const byColumn = assignRows((c, r) => cost[r * columns + c], columns, rows);
  const result = new Int32Array(rows).fill(-1);
  byColumn.forEach((row, column) => (result[row] = column));
  return result;
}

/** Matches groups a to groups b so that they share the most rows. @param shared a x b counts, row-major */
export function bestOverlap(shared: Float64Array, a: number, b: number): Int32Array {
  return hungarian(
    shared.map((each) => -each),
    a,
    b,
  );
}

/** Rows number at most columns. Places are counted from 1 inside; column 0 stands for the row being placed. */
function assignRows(cost: (r: number, c: number) => number, rows: number, columns: number): Int32Array {
  const rowPrice = new Float64Array(rows + 1);
  const columnPrice = new Float64Array(columns + 1);
  const holder = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    holder[0] = row;
    const { end, from } = shortestPath(cost, rowPrice, columnPrice, holder, columns);
    for (let column = end; column !== 0; column = from[column]) holder[column] = holder[from[column]];
  }
  const result = new Int32Array(rows).fill(-1);
  for (let column = 1; column <= columns; column++) if (holder[column] > 0) result[holder[column] - 1] = column - 1;
  return result;
}

function shortestPath(
  cost: (r: number, c: number) => number,
  rowPrice: Float64Array,
  columnPrice: Float64Array,
  holder: Int32Array,
  columns: number,
): { readonly end: number; readonly from: Int32Array } {
  const least = new Float64Array(columns + 1).fill(Infinity);
  const done = new Uint8Array(columns + 1);
  const from = new Int32Array(columns + 1);
  let at = 0;
  while (holder[at] !== 0) {
    done[at] = 1;
    const row = holder[at];
    let step = Infinity;
    let next = 0;
    for (let column = 1; column <= columns; column++) {
      if (done[column] === 1) continue;
      const reduced = cost(row - 1, column - 1) - rowPrice[row] - columnPrice[column];
      if (reduced < least[column]) [least[column], from[column]] = [reduced, at];
      if (least[column] < step) [step, next] = [least[column], column];
    }
    for (let column = 0; column <= columns; column++) {
      if (done[column] === 1) {
        rowPrice[holder[column]] += step;
        columnPrice[column] -= step;
      } else least[column] -= step;
    }
    at = next;
  }
  return { end: at, from };
}
