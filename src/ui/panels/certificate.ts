/** The certificate of a transfer: what is known of its bytes, and the frames that prove it. */
import { escapeText } from '../../bytes/text.js';
import type { Evidence } from '../../ftp/codes.js';
import type { DataConnection, Transfer } from '../../ftp/protocol/session.js';
import { resultOf } from '../../model/explain/result.js';
import type { Context } from '../data/context.js';
import type { Role } from '../terminal/theme.js';
import { bytesText, expectedText, hashesOf, missingText, outcomeRole, runsStill } from './transferDetail.js';

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

/** @param kind what the content is, where that is known already */
export function certificateOf(data: DataConnection, context: Context, kind: string | null): readonly Statement[] {
  const { connection, transfer } = data;
  const { content: texts, transfers } = context.ui;
  const { facts } = transfers;
  const statements: Statement[] = [];
  const state = (name: string, text: string | null, role: Role = 'plain', frame: number | null = null): void => {
    if (text !== null && text !== '') statements.push({ name, text, role, frame });
  };
  if (!transfer) return [];
  const { exchange, path, restart, bytes, contentBytes } = transfer;
  const first = connection?.firstFrame ?? null;
  const running = runsStill(transfer, context.reading);
  state(facts.path, path === null ? null : escapeText(path), 'strong', exchange.command?.frame);
  state(
    facts.verdict,
    running ? transfers.stillRuns : context.texts.say('explain', resultOf(transfer)),
    outcomeRole(data),
  );
  for (const [i, one] of transfer.evidence.entries())
    state(i === 0 ? facts.evidence : '', evidenceText(one, context), 'plain', one.frames[0]);
  state(facts.bytes, texts.onConnection(bytesText(bytes, context)), 'data', first);
  if (contentBytes !== null && contentBytes !== bytes)
    state('', texts.ofContent(bytesText(contentBytes, context)), 'data', first);
  state(facts.expected, expectedText(transfer, context));
  if (bytes > 0)
    state(facts.missing, missingText(transfer, context, MOST_RANGES), transfer.missing.length > 0 ? 'alert' : 'plain');
  for (const [name, hash] of hashesOf(transfer, context)) state(name, hash, 'strong');
  state(facts.content, kind);
  state(
    facts.transfer,
    [context.texts.report.directions[transfer.direction].toLowerCase(), ...modes(transfer, context)].join(', '),
  );
  if (restart) state(facts.begins, texts.begins(restart, context.format));
  if (connection)
    state(facts.frames, texts.frames(connection.firstFrame, connection.lastFrame, data.id), 'plain', first);
  state(facts.saved, transfer.file === null ? null : escapeText(transfer.file));
  return statements;
}

/** With its frames, but for those that the text names itself. */
function evidenceText(evidence: Evidence, { texts, ui, format: f }: Context): string {
  const { params, frames } = evidence;
  const words = texts.say('evidence', evidence);
  const named = frames.filter((frame) => !('source' in params && params.source.frame === frame));
  return named.length === 0 ? words : ui.content.withFrames(words, f.frames(named.slice(0, MOST_FRAMES)));
}

/** Type, mode and structure (RFC 959 §3.1), where they are not the usual ones. */
function modes({ type, mode, structure }: Transfer, { ui, texts }: Context): string[] {
  const parts: string[] = [type === null ? ui.content.typeUnknown : ui.content.type(type, texts.report.types[type])];
  if (mode !== 'S') parts.push(`MODE ${mode}`);
  if (structure !== 'F') parts.push(`STRU ${structure}`);
  return parts;
}
