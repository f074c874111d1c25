/** A packet's decoded fields as rows of a tree that opens and closes. */
import type { Field } from '../../wire/dissect.js';

export type FieldRow = {
  /** '2.0.1': the place in the tree. */
  readonly key: string;
  readonly depth: number;
  readonly field: Field;
  readonly openable: boolean;
  readonly open: boolean;
};

/** Rows of one packet's tree; a header that cannot be read ends it, and says so itself. */
const MOST_ROWS = 5000;

/** Folds are kept by name: who opens a header's flags wants to see them in the next packet too. */
export const foldName = (depth: number, field: Field): string => `field/${depth}/${field.name}`;

/** Below TCP, only the summaries are of interest to most; from it on, everything. */
const OPEN_FROM = 'Transmission Control Protocol';

/**
 * `layers` from the outside in. Those from TCP on are open by themselves, those below it and what is inside
 * layers are closed; `toggled` names those that are the other way round.
 */
export function fieldRows(layers: readonly Field[], toggled: ReadonlySet<string>): FieldRow[] {
  const rows: FieldRow[] = [];
  const openFrom = Math.max(
    0,
    layers.findIndex(({ name }) => name === OPEN_FROM),
  );
  const visit = (fields: readonly Field[], prefix: string, depth: number): void => {
    for (const [i, field] of fields.entries()) {
      if (rows.length >= MOST_ROWS) return;
      const key = prefix + i;
      const children = field.children ?? [];
      const openable = children.length > 0;
      const open = openable && (depth === 0 && i >= openFrom) !== toggled.has(foldName(depth, field));
      rows.push({ key, depth, field, openable, open });
      if (open) visit(children, `${key}.`, depth + 1);
    }
  };
  visit(layers, '', 0);
  return rows;
}
