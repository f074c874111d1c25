/** The certificate of a transfer: what is said of its bytes, and the frames that prove it. */
import { escapeText } from '../../bytes/text.js';
import type { Evidence } from '../../ftp/codes.js';
import type { DataConnection, Transfer } from '../../ftp/protocol/session.js';
import { formatBytes, formatCount, formatFrames, plural } from '../../model/format.js';
import { DIRECTION_WORDS, missingBytes, TYPE_WORDS, verdictWords } from '../../model/transfers.js';
import type { Texts } from '../../text/texts.js';
import type { Role } from '../terminal/theme.js';
import { outcomeRole } from './transferWords.js';

/** One statement; `text` is escaped, `frame` is where Enter leads. */
export type Statement = {
  readonly name: string;
  readonly text: string;
  readonly role: Role;
  readonly frame: number | null;
};

/** Ranges and frames that are named; of the rest, their number. */
const MOST_RANGES = 50;
const MOST_FRAMES = 8;

/** @param reading packets may still come. @param kind what the content is, where that is known already */
export function certificateOf(
  data: DataConnection,
  reading: boolean,
  kind: string | null,
  texts: Texts,
): readonly Statement[] {
  const { connection, transfer } = data;
  const statements: Statement[] = [];
  const state = (name: string, text: string | null, role: Role = 'plain', frame: number | null = null): void => {
    if (text !== null && text !== '') statements.push({ name, text, role, frame });
  };
  if (!transfer) return [];
  const { exchange, path, restart } = transfer;
  const first = connection?.firstFrame ?? null;
  state('path', path === null ? null : escapeText(path), 'strong', exchange.command?.frame);
  state('verdict', runsStill(transfer, reading) ? 'not yet: it still runs' : verdictWords(transfer), outcomeRole(data));
  for (const [i, one] of transfer.evidence.entries())
    state(i === 0 ? 'evidence' : '', evidenceWords(one, texts), 'plain', one.frames[0]);
  state('bytes', `${formatCount(transfer.bytes)}${inShort(transfer.bytes)} on the data connection`, 'data', first);
  if (transfer.contentBytes !== null && transfer.contentBytes !== transfer.bytes)
    state('', `${formatCount(transfer.contentBytes)}${inShort(transfer.contentBytes)} of content`, 'data', first);
  state('expected', expectedWords(transfer, texts));
  if (transfer.bytes > 0) state('missing', missingWords(transfer), transfer.missing.length > 0 ? 'alert' : 'plain');
  for (const [name, hash] of hashesOf(transfer)) state(name, hash, 'strong');
  state('content', kind);
  state('transfer', [DIRECTION_WORDS[transfer.direction].toLowerCase(), modeWords(transfer)].join(', '));
  if (restart) state('begins', `at byte ${formatCount(restart)} of the file (REST)`);
  if (connection)
    state('frames', `${connection.firstFrame}–${connection.lastFrame}, data connection ${data.id}`, 'plain', first);
  state('saved as', transfer.file === null ? null : escapeText(transfer.file));
  return statements;
}

/** No reply has ended it, and packets may still come. */
export const runsStill = ({ code, verdict }: Transfer, reading: boolean): boolean =>
  reading && code === null && verdict === 'unknown';

/** '7,698, by the 150 reply (frame 31)'; null where nobody said. */
export const expectedWords = ({ expectedBytes, expectedFrom }: Transfer, { format, ui }: Texts): string | null =>
  expectedBytes === null || expectedFrom === null ? null : ui.expected(expectedBytes, expectedFrom, format);

export const inShort = (bytes: number): string => (bytes >= 1000 ? ` (${formatBytes(bytes)})` : '');

/** With its frames, but for those that the text names itself. */
function evidenceWords(evidence: Evidence, texts: Texts): string {
  const { frames } = evidence;
  const text = texts.say('evidence', evidence);
  const named = frames.filter((frame) => !('source' in evidence.params && evidence.params.source.frame === frame));
  if (named.length === 0) return text;
  const more = named.length > MOST_FRAMES ? ` and ${formatCount(named.length - MOST_FRAMES)} more` : '';
  return `${text} (${formatFrames(named.slice(0, MOST_FRAMES))}${more})`;
}

/** '100 bytes: 0–99'; the ends of ranges are bytes that are missing. */
export function missingWords(transfer: Transfer, mostRanges = MOST_RANGES): string {
  const { missing } = transfer;
  if (missing.length === 0) return 'nothing that is known to have been sent';
  const shown = missing.slice(0, mostRanges).map(([from, to]) => `${formatCount(from)}–${formatCount(to - 1)}`);
  const more = missing.length > shown.length ? ` and ${formatCount(missing.length - shown.length)} more ranges` : '';
  return `${plural(missingBytes(transfer), 'byte')}: ${shown.join(', ')}${more}`;
}

/** One hash where content and travelled bytes are the same, else both. */
export function hashesOf({ sha256, contentSha256 }: Transfer): [string, string][] {
  if (contentSha256 === null || contentSha256 === sha256) return sha256 === null ? [] : [['SHA-256', sha256]];
  return [['SHA-256', contentSha256], ...(sha256 === null ? [] : [['as sent', sha256] as [string, string]])];
}

function modeWords({ type, mode, structure }: Transfer): string {
  const parts = [type === null ? 'type not known' : `TYPE ${type} (${TYPE_WORDS[type]})`];
  if (mode !== 'S') parts.push(`MODE ${mode}`);
  if (structure !== 'F') parts.push(`STRU ${structure}`);
  return parts.join(', ');
}
