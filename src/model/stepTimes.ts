/** When a step began. */
import type { DataConnection } from '../ftp/protocol/session.js';
import type { Connection } from '../tcp/types.js';
import type { Step } from './steps.js';

/** The time of the step's first frame; null: it has none, or its time was not kept. */
export function timeOfStep(data: DataConnection, { frames }: Step): number | null {
  const [frame] = frames;
  if (frame === undefined) return null;
  const { session, exchange, transfer, connection } = data;
  for (const one of [exchange, transfer?.exchange ?? null]) {
    if (one?.command?.frame === frame) return one.command.timeNs;
    const reply = one?.replies.find(({ lastFrame }) => lastFrame === frame);
    if (reply !== undefined) return reply.timeNs;
  }
  return timeIn(session.control, frame) ?? (connection === null ? null : timeIn(connection, frame));
}

function timeIn({ journal }: Connection, frame: number): number | null {
  for (const { firstFrame, lastFrame, timeNs, lastTimeNs } of journal) {
    if (firstFrame === frame) return timeNs;
    if (lastFrame === frame) return lastTimeNs;
  }
  return null;
}
