/** Making findings. */
import { type Fact, factsOf, sortedFrames } from '../../fact.js';
import type { Announcement, DataConnection, Exchange, Remark } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import type { Endpoint } from '../../tcp/types.js';
import { repliesShow } from '../coverage.js';
import type { CommandRef, Failed, FindingParams, ReplyRef } from './codes.js';

export type Severity = 'info' | 'warning' | 'alert';

/** Something the user should know, with the frames that show it. */
export type Finding = Fact<FindingParams> & { readonly severity: Severity };
export type FindingCode = keyof FindingParams;
export type FindingOf<Code extends FindingCode> = Extract<Finding, { readonly code: Code }>;

const fact = factsOf<FindingParams>();

/** A finding whose frames may not be known: nulls are left out, repeats too. */
export const finding = <Code extends FindingCode>(
  code: Code,
  severity: Severity,
  params: FindingParams[Code],
  frames: readonly (number | null | undefined)[],
): FindingOf<Code> => ({ ...fact(code, params, frames), severity }) as unknown as FindingOf<Code>;

/** A remark of the dialogue as a finding. */
export const fromRemark = (
  remark: Exclude<Remark, { readonly code: 'malformed-announcement' }>,
  severity: Severity,
): Finding => ({ ...remark, severity });

/** Findings of one code that are reported one by one; of more, the first stands for all. */
const REPORTED_ONE_BY_ONE = 3;

/**
 * Of many with one code and severity, the first is reported, with the number of the others.
 * @param oneByOne so many are reported one by one
 */
export function* alike(findings: Iterable<Finding>, oneByOne = REPORTED_ONE_BY_ONE): Iterable<Finding> {
  const all = [...findings];
  if (all.length <= 1) {
    yield* all;
    return;
  }
  const groups = new Map<string, Finding[]>();
  for (const one of all) {
    const key = `${one.code} ${one.severity}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  for (const list of groups.values()) {
    const [first] = list;
    if (first === undefined || list.length <= oneByOne) yield* list;
    else {
      const frames = sortedFrames(list.map((one) => one.frames[0]!)).slice(0, LIMITS.framesPerFinding);
      const params = { ...first.params, more: list.length - 1 };
      yield { ...first, params, frames } as Finding;
    }
  }
}

export const commandRef = (exchange: Exchange): CommandRef => ({
  verb: exchange.command?.verb ?? '',
  argument: exchange.command?.argument ?? '',
});

/** Characters of a reply that a sentence quotes. */
const QUOTED = 160;

/** The first line of the final reply without its full stop; null without one. */
export function finalReply(exchange: Exchange | null): ReplyRef | null {
  const reply = exchange?.replies.at(-1);
  if (reply === undefined || exchange?.code == null) return null;
  const end = reply.text.indexOf('\n');
  const text = reply.text.slice(0, end < 0 ? QUOTED : Math.min(end, QUOTED)).replace(/[\s.]+$/, '');
  return { code: reply.code, text };
}

export const announcedRef = ({ address, port, frame }: Announcement): Endpoint & { readonly frame: number } => ({
  address,
  port,
  frame,
});

/** Frames of a command and its replies. */
export const exchangeFrames = (exchange: Exchange | null): (number | null)[] =>
  exchange === null
    ? []
    : [
        exchange.command?.frame ?? null,
        ...exchange.replies.flatMap(({ firstFrame, lastFrame }) => [firstFrame, lastFrame]),
      ];

/** The transfer that wanted the connection, where it failed or got no final reply. */
export function failedTransfer(data: DataConnection): Failed | null {
  const { transfer } = data;
  if (transfer === null) return null;
  const reply = finalReply(transfer.exchange);
  if (reply === null && !repliesShow(data.session)) return null;
  return reply === null || (transfer.code !== null && transfer.code >= 400)
    ? { command: commandRef(transfer.exchange), reply }
    : null;
}
