/** A dissected TCP header with numbers that only the connection knows. */
import type { Field } from '../header.js';

/** What the fields say in place of the header's numbers; null: what they say stays. */
export type TcpNumbers = {
  /** Relative, for the line of the header. */
  readonly seq: number;
  readonly ack: number | null;
  readonly fields: { readonly seq: string; readonly ack: string | null; readonly window: string | null };
};

const NAME = 'Transmission Control Protocol';

/** `layers` of a packet; a tunnel may have carried the segment, so its header is the last one of TCP. */
export function withTcpNumbers(layers: readonly Field[], { seq, ack, fields }: TcpNumbers): readonly Field[] {
  const at = layers.findLastIndex(({ name }) => name === NAME);
  const values: Readonly<Record<string, string | null>> = {
    'Sequence number': fields.seq,
    'Acknowledgment number': fields.ack,
    Window: fields.window,
  };
  const told = (layer: Field): Field => ({
    ...layer,
    value: layer.value
      .replace(/Seq: \d+/, `Seq: ${seq}`)
      .replace(/Ack: \d+/, (whole) => (ack === null ? whole : `Ack: ${ack}`)),
    children: (layer.children ?? []).map((field) => ({ ...field, value: values[field.name] ?? field.value })),
  });
  return layers.map((layer, i) => (i === at ? told(layer) : layer));
}
