/**
 * Submissions that are one capture: initial sequence numbers are random 32-bit numbers (RFC 9293 §3.4.1), so two captures that share both
 * of a connection have captured the same connection.
 */
import type { Graded } from './graded.js';

export type CopyGroup = {
  readonly members: readonly Graded[];
  /** The same times, too: one file, or parts of one. Else the times were shifted, or two clocks captured one thing. */
  readonly sameTimes: boolean;
};

/** In order of the class. */
export function copiesIn(class_: readonly Graded[]): CopyGroup[] {
  const byNumbers = new Map<string, Graded[]>();
  const times = new Map<string, Set<string>>();
  for (const one of class_) {
    for (const { time, initialSequenceNumbers: numbers } of one.report?.capture.handshakes ?? []) {
      if (numbers.includes(null)) continue;
      const key = numbers.join(' ');
      const members = byNumbers.get(key) ?? [];
      if (!members.includes(one)) members.push(one);
      byNumbers.set(key, members);
      times.set(key, (times.get(key) ?? new Set()).add(time));
    }
  }
  const groups = new Map<string, { members: readonly Graded[]; sameTimes: boolean }>();
  for (const [key, members] of byNumbers) {
    if (members.length < 2) continue;
    const sameTimes = times.get(key)!.size === 1;
    const id = members.map((member) => member.id).join('/');
    const known = groups.get(id);
    groups.set(id, { members, sameTimes: sameTimes || known?.sameTimes === true });
  }
  const all = [...groups.values()];
  // Parts of one capture share fewer connections: the larger group says it all.
  return all.filter(
    (one) => !all.some((other) => other !== one && one.members.every((each) => other.members.includes(each))),
  );
}
