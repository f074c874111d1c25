/** What reports say of the input: gathered from the source and the analyzer when a report is written. */
import { linkTypeName } from '../capture/linkTypes.js';
import type { CaptureProblem, SourceStatus } from '../capture/packet.js';
import type { Fact } from '../fact.js';
import type { Share } from '../wire/share.js';
import type { LimitHitParams } from './codes.js';

const NOTES: ReadonlySet<CaptureProblem['code']> = new Set<CaptureProblem['code']>(['arrival-times', 'promiscuous']);

/** Among the problems: a way of capturing that one should know of, and that spoils nothing. */
export const isNote = ({ code }: CaptureProblem): boolean => NOTES.has(code);

export type CaptureInfo = {
  /** The name of who captures (`--sensor`); null: not given. */
  readonly sensor: string | null;
  /** Of what is captured, the share that is analysed (`--shard`); null: all. */
  readonly share: Share | null;
  readonly sources: readonly string[];
  /** 'pcap', 'pcapng', 'live' ...; 'pcap+pcapng' where several files differ; 'unknown' where nothing was read. */
  readonly format: string;
  /** tcpdump.org names, without LINKTYPE_. */
  readonly linkTypes: readonly string[];
  /** Digits of the fraction in times: 6 or 9. */
  readonly fractionDigits: 6 | 9;
  /** Something was cut short or corrupt. */
  readonly damaged: boolean;
  readonly problems: readonly CaptureProblem[];
  /** What the analysis itself left out or met: limits that were hit, oddities of packets. */
  readonly limitsHit: readonly Fact<LimitHitParams>[];
  readonly dropped: { readonly kernel: number | null; readonly interface: number | null };
};

/** Who captures, and which share. */
type Origin = Pick<CaptureInfo, 'sensor' | 'share'>;

const NO_ORIGIN: Origin = { sensor: null, share: null };

export function captureInfo(
  sources: readonly string[],
  status: SourceStatus,
  limitsHit: readonly Fact<LimitHitParams>[],
  { sensor, share }: Origin = NO_ORIGIN,
): CaptureInfo {
  return {
    sensor,
    share,
    sources,
    format: status.format ?? 'unknown',
    linkTypes: status.linkTypes.map(linkTypeName),
    fractionDigits: status.fractionDigits,
    damaged: status.damaged,
    problems: status.problems,
    limitsHit,
    dropped: { kernel: status.droppedByKernel, interface: status.droppedByInterface },
  };
}
