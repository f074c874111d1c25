/** Making findings. */
import { escapeText } from '../../bytes/text.js';
import type { DataConnection, Exchange, Finding, Severity } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { formatEndpoint, listWords } from '../format.js';

/** A finding whose frames may not be known: nulls are left out, repeats too. */
export const finding = (
  kind: string,
  severity: Severity,
  message: string,
  frames: readonly (number | null | undefined)[],
): Finding => ({
  kind,
  severity,
  message,
  frames: [...new Set(frames.filter((frame) => frame != null))].sort((a, b) => a - b),
});

/** Findings of one kind that are reported one by one; of more, the first speaks for all. */
const TOLD_ONE_BY_ONE = 3;

/** What is told of many in one sentence: '... 17 more transfers of this session fared alike.' */
export function* alike(findings: Iterable<Finding>, what: string): Iterable<Finding> {
  const all = [...findings];
  // Of most rules there is nothing to tell.
  if (all.length <= 1) {
    yield* all;
    return;
  }
  const groups = new Map<string, Finding[]>();
  for (const one of all) {
    const key = `${one.kind} ${one.severity}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  for (const list of groups.values()) {
    const [first] = list;
    if (first === undefined || list.length <= TOLD_ONE_BY_ONE) yield* list;
    else {
      const frames = list.map((one) => one.frames[0]).slice(0, LIMITS.framesPerFinding);
      yield finding(
        first.kind,
        first.severity,
        `${first.message} ${list.length - 1} more ${what} fared alike.`,
        frames,
      );
    }
  }
}

/** 'RETR a.txt', escaped and not too long for a sentence. */
export function commandWords(exchange: Exchange): string {
  const { command } = exchange;
  if (command === null) return 'no command';
  const text = `${command.verb} ${command.argument}`.trimEnd();
  return escapeText(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}

/** 'PASV (10.0.0.1:50000, frame 15)'. */
export function announcementWords(data: DataConnection): string {
  const { announced, mode } = data;
  return announced === null ? mode : `${mode} (${formatEndpoint(announced)}, frame ${announced.frame})`;
}

/** '10.0.0.1:50000', where something was announced. */
export const announcementEndpoint = ({ announced }: DataConnection): string =>
  announced === null ? '' : formatEndpoint(announced);

/** The first line of the final reply without its full stop: '425 Failed to establish connection'; null without one. */
export function finalReplyWords(exchange: Exchange | null): string | null {
  const reply = exchange?.replies.at(-1);
  if (reply === undefined || exchange?.code == null) return null;
  const end = reply.text.indexOf('\n');
  const words = `${reply.code} ${reply.text.slice(0, end < 0 ? 160 : Math.min(end, 160))}`;
  return escapeText(words.replace(/[\s.]+$/, ''));
}

/** Frames of a command and its replies. */
export const exchangeFrames = (exchange: Exchange | null): (number | null)[] =>
  exchange === null
    ? []
    : [
        exchange.command?.frame ?? null,
        ...exchange.replies.flatMap(({ firstFrame, lastFrame }) => [firstFrame, lastFrame]),
      ];

/** What the transfer that wanted the connection was reported: ' LIST then failed: 425 ...'; '' without one. */
export function consequence(data: DataConnection): string {
  const { transfer } = data;
  const reply = finalReplyWords(transfer?.exchange ?? null);
  if (transfer == null) return '';
  if (reply === null) return ` ${commandWords(transfer.exchange)} got no final reply.`;
  return transfer.code !== null && transfer.code >= 400 ? ` ${commandWords(transfer.exchange)} failed: ${reply}.` : '';
}

/** Ports and endpoints named in one sentence at most. */
const SHOWN = 5;

/** The first few, and how many more: 'a, b and 7 more'. */
export function fewWords(names: readonly string[]): string {
  const all = [...new Set(names)];
  const more = all.length - SHOWN;
  return listWords(more > 0 ? [...all.slice(0, SHOWN), `${more} more`] : all);
}

/** 'port 50004', 'ports 50004 and 50006'. */
export const portsWords = (ports: readonly number[]): string =>
  `${new Set(ports).size === 1 ? 'port' : 'ports'} ${fewWords(ports.map(String))}`;
