/** A packet's decoded fields as rows of a tree that opens and closes. */
import type { Packet } from '../capture/packet.js';
import { dissect, type Field } from '../wire/dissect.js';

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

/** `more`: layers that the wire does not know. Layers (depth 0) are open by themselves, what is inside them is closed; `toggled` names those that are the other way. */
export function fieldRows(packet: Packet, more: readonly Field[], toggled: ReadonlySet<string>): FieldRow[] {
  const rows: FieldRow[] = [];
  const visit = (fields: readonly Field[], prefix: string, depth: number): void => {
    for (const [i, field] of fields.entries()) {
      if (rows.length >= MOST_ROWS) return;
      const key = prefix + i;
      const children = field.children ?? [];
      const openable = children.length > 0;
      const open = openable && (depth === 0) !== toggled.has(foldName(depth, field));
      rows.push({ key, depth, field, openable, open });
      if (open) visit(children, `${key}.`, depth + 1);
    }
  };
  visit([...dissect(packet), ...more], '', 0);
  return rows;
}
