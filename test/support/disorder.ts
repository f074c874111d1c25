/** Captures whose times go back: because the clock was set back, or because packets were written in another order than they came in. */
import type { Packet } from '../../src/capture/packet.js';
import type { Random } from './mutate.js';

const NS = 1_000_000_000n;
const timeOf = ({ seconds, nanoseconds }: Packet): bigint => BigInt(seconds) * NS + BigInt(nanoseconds);

/** The clock is set back by so many seconds; `from` is the first packet that has its new time. */
export function setBack(packets: readonly Packet[], from: number, seconds: number): Packet[] {
  const by = BigInt(Math.round(seconds * 1e9));
  return packets.map((packet, i) => {
    if (i < from) return packet;
    const time = timeOf(packet) - by;
    return { ...packet, seconds: Number(time / NS), nanoseconds: Number(time % NS) };
  });
}

/** Every third packet changes places with the next one, where they are less than a millisecond apart. */
export function pairsSwapped(packets: readonly Packet[]): Packet[] {
  const out = [...packets];
  for (let i = 0; i + 1 < out.length; i += 3) {
    const [one, other] = [out[i]!, out[i + 1]!];
    if (timeOf(other) - timeOf(one) < 1_000_000n) out.splice(i, 2, other, one);
  }
  return out;
}

/** Each packet may stand so many places too late. */
export function places(packets: readonly Packet[], most: number, random: Random): Packet[] {
  return packets
    .map((packet, i) => ({ packet, at: i + random.below(most + 1) }))
    .sort((a, b) => a.at - b.at)
    .map(({ packet }) => packet);
}

/** Which of two processors took the packet: by its addresses and ports in IPv4 over Ethernet, each direction by itself. */
const queueOf = ({ bytes }: Packet): boolean =>
  (((bytes[29] ?? 0) * 7 + (bytes[33] ?? 0) + (bytes[35] ?? 0)) & 1) === 0;

/** Two processors write what they took in `ms` milliseconds, at most 24 packets, the second one first. */
export function queues(packets: readonly Packet[], ms: number): Packet[] {
  const out: Packet[] = [];
  for (let from = 0; from < packets.length; ) {
    const until = timeOf(packets[from]!) + BigInt(ms) * 1_000_000n;
    let to = from + 1;
    while (to < packets.length && to - from < 24 && timeOf(packets[to]!) < until) to++;
    const block = packets.slice(from, to);
    out.push(...block.filter((packet) => !queueOf(packet)), ...block.filter(queueOf));
    from = to;
  }
  return out;
}

/** One tap saw one direction, the other the other one; their files were put one behind the other. */
export const appended = (packets: readonly Packet[]): Packet[] => [
  ...packets.filter(queueOf),
  ...packets.filter((packet) => !queueOf(packet)),
];

/** No two packets in a row are more than 10 ms apart: whatever is a few places away is less than a second away. */
export function closedUp(packets: readonly Packet[]): Packet[] {
  let time = 1_700_000_000n * NS;
  return packets.map((packet, i) => {
    const apart = i === 0 ? 0n : timeOf(packet) - timeOf(packets[i - 1]!);
    time += apart > 10_000_000n ? 10_000_000n : apart;
    return { ...packet, seconds: Number(time / NS), nanoseconds: Number(time % NS) };
  });
}

/** Do times never go back? */
export const isInOrder = (packets: readonly Packet[]): boolean =>
  packets.every((packet, i) => i === 0 || timeOf(packet) >= timeOf(packets[i - 1]!));
