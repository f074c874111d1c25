/** A data connection, its transfer and its ten steps in the JSON report: the members of each, without the braces. */
import type { SizeSource } from '../../ftp/codes.js';
import type { DataConnection, Transfer } from '../../ftp/protocol/session.js';
import { closedFirst } from '../../model/closedFirst.js';
import { reasonsOf } from '../../model/reasons.js';
import { isActive, serverSideOf } from '../../model/roles.js';
import { type Step, type StepState, stepsOf } from '../../model/steps.js';
import { transferTiming } from '../../model/timing/transfer.js';
import { connectionMembers, endpointMembers, tunnel } from './connection.js';
import type { JsonContext } from './context.js';
import { evidenceObject } from './evidence.js';
import { inferredTransfer } from './inferred.js';
import { transferTimingObject } from './timing.js';
import { tlsOfData } from './tls.js';
import { fraction, listOf, numbers, params, text } from './values.js';

export function dataConnectionMembers(data: DataConnection, context: JsonContext): string {
  const { announced, connection, transfer, confidence, partner } = data;
  const reported = announced === null ? 'null' : `{${endpointMembers(announced)},"frame":${announced.frame}}`;
  return (
    `"id":"${data.id}","mode":"${data.mode}","modeKind":"${isActive(data.mode) ? 'active' : 'passive'}","announced":${reported}` +
    `,"connection":${connection === null ? 'null' : `{${connectionMembers(connection, context)}}`}` +
    `,"confidence":${text(confidence)},"because":${listOf(reasonsOf(data), (one) => evidenceObject(one, context))},"outcome":"${data.outcome}"` +
    `,"transfer":${transfer === null ? (inferredTransfer(data, context) ?? 'null') : `{${transferMembers(data, transfer, context)}}`}` +
    `,"partner":${text(partner?.id ?? null)},"tunnel":${tunnel(data.tunnel)},"cover":${text(data.cover)},"protection":${text(data.protection)}` +
    `,"tls":${data.tls && connection ? tlsOfData(data.tls, serverSideOf(data, connection)) : 'null'},"delaySeconds":${fraction(delaySeconds(data))}` +
    `,"closedFirst":${text(closedFirst(data.session, data))},"steps":${listOf(stepsOf(data), (one) => step(one, context))}`
  );
}

/** 'SIZE (frame 31)'. */
const sourceName = (source: SizeSource | null): string | null =>
  source === null ? null : `${source.by} (frame ${source.frame})`;

/** From the announcement to the first SYN; below 0 where the SYN was captured first. */
function delaySeconds({ announced, connection }: DataConnection): number | null {
  if (announced === null || connection === null || connection.handshake.syn === null) return null;
  const delayNs = connection.firstTimeNs - announced.timeNs;
  // A later frame with an earlier time: the clock was set back.
  return delayNs < 0 && connection.firstFrame > announced.frame ? null : delayNs / 1e9;
}

/** 'missing' is told apart from 'failed' by people only: to scripts a step that should have come and did not has failed. */
const STEP_STATES: Readonly<Record<StepState, 'ok' | 'failed' | 'unknown' | 'not-reached'>> = {
  done: 'ok',
  failed: 'failed',
  missing: 'failed',
  unseen: 'unknown',
  'not-reached': 'not-reached',
};

function step({ number, title, state, frames, note }: Step, { texts }: JsonContext): string {
  const special =
    note === null
      ? 'null'
      : `{"text":${text(texts.say('steps', note))},"code":"${note.code}","params":${params(note.params)}}`;
  return (
    `{"number":${number},"state":"${STEP_STATES[state]}","frames":${numbers(frames)}` +
    `,"title":{"text":${text(texts.say('steps', title))},"code":"${title.code}","params":${params(title.params)}},"note":${special}}`
  );
}

function transferMembers(data: DataConnection, transfer: Transfer, context: JsonContext): string {
  const timing = transferTiming(data, transfer);
  const { verb, argument, frame } = transfer.exchange.command!;
  const { bytes, durationSeconds: seconds } = transfer;
  const speed = seconds !== null && seconds > 0 ? Math.round(bytes / seconds) : null;
  return (
    `"command":{"verb":${text(verb)},"argument":${text(argument)},"frame":${frame}}` +
    `,"direction":"${transfer.direction}","path":${text(transfer.path)},"type":${text(transfer.type)}` +
    `,"mode":"${transfer.mode}","restart":${transfer.restart},"code":${transfer.code},"bytes":${bytes}` +
    `,"expectedBytes":${transfer.expectedBytes},"expectedFrom":${text(sourceName(transfer.expectedFrom))}` +
    `,"missing":${listOf(transfer.missing, numbers)},"sha256":${text(transfer.sha256)}` +
    `,"contentBytes":${transfer.contentBytes},"contentSha256":${text(transfer.contentSha256)}` +
    `,"verdict":"${transfer.verdict}","evidence":${listOf(transfer.evidence, (one) => evidenceObject(one, context))}` +
    `,"durationSeconds":${fraction(seconds)},"bytesPerSecond":${fraction(speed)},"file":${text(transfer.file)}` +
    `,"timing":${timing === null ? 'null' : transferTimingObject(timing, data, context.texts)}`
  );
}
