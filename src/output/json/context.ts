/** What the writers of JSON need besides what they write: how times are written, and the language of messages. */
import { type Clock, clockOf } from '../../model/time.js';
import type { Texts } from '../../text/texts.js';
import type { Share } from '../../wire/share.js';
import type { Report } from '../format.js';

export type JsonContext = {
  readonly clock: Clock;
  /** Of which `clock` tells times; null: no packet has come. */
  readonly epochSeconds: number | null;
  readonly texts: Texts;
  /** Null: all that was captured is analysed. */
  readonly share: Share | null;
};

/** '2/4'. */
export const shardName = ({ share, of }: Share): string => `${share}/${of}`;

export const jsonContext = ({ view, info, texts }: Pick<Report, 'view' | 'info' | 'texts'>): JsonContext => ({
  clock: clockOf(view, info.fractionDigits),
  epochSeconds: view.epochSeconds,
  texts,
  share: info.share,
});
