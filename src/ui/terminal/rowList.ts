/** A list of rows that the cursor can hold on to by key. */

export class RowList<Row> {
  readonly rows: readonly Row[];
  readonly #keyOf: (row: Row) => string;
  /** More rows are being looked for: a key that is not here may come yet. */
  readonly partial: boolean;

  constructor(rows: readonly Row[], keyOf: (row: Row) => string, partial = false) {
    this.rows = rows;
    this.#keyOf = keyOf;
    this.partial = partial;
  }

  get length(): number {
    return this.rows.length;
  }

  at(index: number): Row | undefined {
    return this.rows[index];
  }

  key(index: number): string | null {
    const row = this.rows[index];
    return row === undefined ? null : this.#keyOf(row);
  }

  /**
   * Where the row of that key is, -1 where it has gone. `hint` is where it was: it is mostly there, or near. An index by
   * key would cost more memory than it saves time: a million keys are compared within a frame.
   */
  indexOf(key: string, hint = -1): number {
    return this.key(hint) === key ? hint : this.findRow(key, hint);
  }

  /** Where in `rows` that key is, looked for from `hint` on in both directions; -1: nowhere. */
  protected findRow(key: string, hint: number): number {
    const { rows } = this;
    const near = Math.max(0, Math.min(hint, rows.length - 1));
    for (let by = 0; by < rows.length; by++) {
      const after = rows[near + by];
      if (after !== undefined && this.#keyOf(after) === key) return near + by;
      const before = rows[near - by];
      if (before !== undefined && this.#keyOf(before) === key) return near - by;
    }
    return -1;
  }
}

export const noRows = <Row>(partial = false): RowList<Row> => new RowList<Row>([], () => '', partial);
