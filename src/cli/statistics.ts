/** The numbers of a run as they are: for SIGUSR1, --metrics and the lines of ndjson. */
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { temporaryName } from '../capture/temporary.js';
import type { Run } from './run.js';

export type RunNumbers = {
  readonly packets: number;
  readonly bytes: number;
  readonly connections: number;
  readonly sessions: number;
  /** Lost packets; null: not counted. */
  readonly droppedByKernel: number | null;
  readonly droppedByInterface: number | null;
  readonly droppedByQueue: number;
  /** Bytes that an end point acknowledged and the capture does not have. */
  readonly missingBytes: number;
  /** How far behind the device the analysis was with the last packets; null: no packet, or not live. */
  readonly lagSeconds: number | null;
  /** From the last packet to now; null: no packet, or not live. */
  readonly quietSeconds: number | null;
  readonly memoryBytes: number;
  readonly transfers: Readonly<Record<string, number>>;
  /** Of sessions that have ended, by code. */
  readonly findings: Readonly<Record<string, number>>;
};

export function numbersOf(run: Run): RunNumbers {
  const { analyzer, source, live, gone } = run;
  const totals = gone.copy();
  for (const session of analyzer.sessions) totals.add(session);
  const { missingBytes, transfers, findings } = totals;
  return {
    packets: analyzer.packets,
    bytes: analyzer.bytes,
    connections: analyzer.connections,
    sessions: analyzer.sessionCount,
    droppedByKernel: source.status.droppedByKernel,
    droppedByInterface: source.status.droppedByInterface,
    droppedByQueue: live?.source.status.droppedByQueue ?? 0,
    missingBytes,
    lagSeconds: run.lag.seconds,
    quietSeconds: behindSeconds(run),
    memoryBytes: process.memoryUsage.rss(),
    transfers,
    findings,
  };
}

/** From the last packet to now; null: no packet, or not live. */
export function behindSeconds({ analyzer, live }: Run): number | null {
  const { epochSeconds, lastTimeNs } = analyzer;
  if (live === null || epochSeconds === null || lastTimeNs === null) return null;
  return Math.max(0, Date.now() / 1_000 - epochSeconds - lastTimeNs / 1e9);
}

/** Prometheus' text form, as node_exporter's textfile collector reads it. */
export function metricsText(numbers: RunNumbers): string {
  const lines: string[] = [];
  const add = (name: string, type: 'counter' | 'gauge', value: number | null, labels = '') => {
    if (value === null) return;
    const full = `ftp_sniff_${name}`;
    const header = `# TYPE ${full} ${type}`;
    if (!lines.includes(header)) lines.push(header);
    lines.push(`${full}${labels} ${value}`);
  };
  add('packets_total', 'counter', numbers.packets);
  add('captured_bytes_total', 'counter', numbers.bytes);
  add('dropped_packets_total', 'counter', numbers.droppedByKernel, '{by="kernel"}');
  add('dropped_packets_total', 'counter', numbers.droppedByInterface, '{by="interface"}');
  add('dropped_packets_total', 'counter', numbers.droppedByQueue, '{by="queue"}');
  add('missing_bytes', 'gauge', numbers.missingBytes);
  add('connections_total', 'counter', numbers.connections);
  add('sessions_total', 'counter', numbers.sessions);
  for (const [verdict, count] of Object.entries(numbers.transfers))
    add('transfers', 'gauge', count, `{verdict="${verdict}"}`);
  for (const [code, count] of Object.entries(numbers.findings))
    add('findings_total', 'counter', count, `{code="${code}"}`);
  add('lag_seconds', 'gauge', numbers.lagSeconds);
  add('last_packet_age_seconds', 'gauge', numbers.quietSeconds);
  add('memory_bytes', 'gauge', numbers.memoryBytes);
  return `${lines.join('\n')}\n`;
}

/** Replaces the file in one step. @returns the system's error; null: it is written */
export function writeMetrics(path: string, numbers: RunNumbers): unknown {
  const temporary = temporaryName(path);
  try {
    writeFileSync(temporary, metricsText(numbers), { flag: 'wx' });
    // Made for others to read, whatever the mask of the service.
    chmodSync(temporary, 0o644);
    renameSync(temporary, path);
    return null;
  } catch (error) {
    rmSync(temporary, { force: true });
    return error;
  }
}
