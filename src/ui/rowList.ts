/** A list of rows that the cursor can hold on to by key. */

export class RowList<Row> {
  readonly rows: readonly Row[];
  readonly #keyOf: (row: Row) => string;
  #indexes: Map<string, number> | undefined;

  constructor(rows: readonly Row[], keyOf: (row: Row) => string) {
    this.rows = rows;
    this.#keyOf = keyOf;
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

  /** Where the row of that key is, -1 where it has gone. `hint` is where it was: rows mostly arrive at the end. */
  indexOf(key: string, hint = -1): number {
    if (this.key(hint) === key) return hint;
    this.#indexes ??= new Map(this.rows.map((row, index) => [this.#keyOf(row), index]));
    return this.#indexes.get(key) ?? -1;
  }
}

export const noRows = <Row>(): RowList<Row> => new RowList<Row>([], () => '');
