/**
 * What announcements let us expect: for each endpoint a list of expectations, all sessions together, because the SYN that
 * keeps one may go to another address than announced (NAT), or come from another host (FXP). The SYN decides.
 */
import { LIMITS } from '../limits.js';
import type { Endpoint } from '../tcp/types.js';
import { formatAddress } from '../wire/address.js';
import type { Segment } from '../wire/segment.js';
import type { DataRecord } from './dataConnection.js';

const NS = 1e9;

export type Expectation = {
  readonly record: DataRecord;
  /** Who is expected to send the SYN, by its address on the control connection. */
  readonly connector: 'client' | 'server';
  readonly connectorAddress: string;
  /** The announced endpoint; null where the announcement's end is lost. */
  readonly announced: Endpoint | null;
  /** The announcer's address on the control connection: where peers go when the announced one cannot be right. */
  readonly announcerAddress: string;
  /** Ports that a lost end leaves open; null where the port is known. */
  readonly ports: { readonly from: number; readonly to: number } | null;
  readonly timeNs: number;
  /** A newer announcement of the same session took its place. */
  replaced: boolean;
  state: 'open' | 'fulfilled' | 'closed';
  /** The SYN that fulfilled it came from the expected peer. */
  byPeer: boolean;
};

export type Match = {
  readonly expectation: Expectation;
  /** The connection went to the announced address, not to the announcer's address on the control connection. */
  readonly exact: boolean;
  /** It came from the address that was expected. */
  readonly peer: boolean;
  /** The other half of a third-party transfer (FXP): the same connection keeps the promise of another session. */
  readonly partner: Expectation | null;
};

const key = (address: string, port: number): string => `${address} ${port}`;

export class Expectations {
  #byEndpoint = new Map<string, Expectation[]>();
  #unknownPort: Expectation[] = [];
  /** How many lists there are for a port: most connections go to a port that nobody announced. */
  #ports = new Map<number, number>();
  /** In order of time, for expiry. */
  #queue: Expectation[] = [];
  #queueStart = 0;
  /** Announcements that were given up because time or the limit ran out. */
  expired = 0;

  add(expectation: Expectation): void {
    this.#expire(expectation.timeNs);
    this.#queue.push(expectation);
    const { announced, announcerAddress } = expectation;
    if (!announced) {
      this.#unknownPort.push(expectation);
      return;
    }
    this.#list(announced.address, announced.port).push(expectation);
    if (announced.address !== announcerAddress) this.#list(announcerAddress, announced.port).push(expectation);
  }

  /** The server refused it, or its session ended. */
  close(expectation: Expectation): void {
    expectation.state = 'closed';
    this.#remove(expectation);
  }

  /**
   * Who opened a connection whose SYN was not captured: where an announcement names one of its ends, that end waited.
   * True: the sender of this segment; null: nothing tells.
   */
  opener(segment: Segment): boolean | null {
    const { family, srcPort, dstPort, timeNs } = segment;
    if (!this.#ports.has(dstPort) && !this.#ports.has(srcPort)) return null;
    const from = {
      address: formatAddress(family, segment.src0, segment.src1, segment.src2, segment.src3),
      port: srcPort,
    };
    const to = {
      address: formatAddress(family, segment.dst0, segment.dst1, segment.dst2, segment.dst3),
      port: dstPort,
    };
    const forwards = this.match(from, to, timeNs) !== null;
    return forwards === (this.match(to, from, timeNs) !== null) ? null : forwards;
  }

  /** The expectation that a connection fulfils, if any; the caller then sets its state. */
  match(initiator: Endpoint, responder: Endpoint, timeNs: number): Match | null {
    const list = this.#find(responder);
    let best: Match | null = null;
    let bestRank = -1;
    for (const expectation of list ?? []) {
      const exact = expectation.announced?.address === responder.address;
      const peer = expectation.connectorAddress === initiator.address;
      if (!exact && !peer) continue;
      if (!this.#available(expectation, peer, timeNs)) continue;
      const rank =
        (expectation.state === 'open' ? 16 : 0) +
        (peer ? 8 : 0) +
        (exact ? 4 : 0) +
        (expectation.replaced ? 0 : 2) +
        (expectation.record.transfer ? 1 : 0);
      if (rank > bestRank) {
        bestRank = rank;
        best = { expectation, exact, peer, partner: null };
      }
    }
    if (best) return { ...best, partner: this.#partner(best, list!, timeNs) };
    const open = this.#unknownPort.find(
      (e) =>
        e.state === 'open' &&
        e.connectorAddress === initiator.address &&
        e.announcerAddress === responder.address &&
        (!e.ports || (responder.port >= e.ports.from && responder.port <= e.ports.to)) &&
        timeNs - e.timeNs <= LIMITS.expectationSeconds * NS,
    );
    return open ? { expectation: open, exact: false, peer: true, partner: null } : null;
  }

  /**
   * An active announcement that was kept before and whose endpoint is used again: a PORT holds until the next one
   * (RFC 959 §4.1.2 names no end).
   */
  keptBefore(initiator: Endpoint, responder: Endpoint, timeNs: number): Expectation | null {
    const list = this.#find(responder);
    const kept = list?.findLast(
      (e) =>
        e.state === 'fulfilled' && e.connector === 'server' && e.connectorAddress === initiator.address && !e.replaced,
    );
    return kept && timeNs - kept.timeNs <= LIMITS.expectationSeconds * NS ? kept : null;
  }

  #available(expectation: Expectation, peer: boolean, timeNs: number): boolean {
    if (timeNs - expectation.timeNs > LIMITS.expectationSeconds * NS) return false;
    if (expectation.state === 'open') return true;
    if (expectation.state === 'closed' || !peer) return false;
    // Kept once already: again only after an attempt that failed, or when a stranger was first.
    return !expectation.byPeer || expectation.record.attemptFailed;
  }

  /** FXP: one server waits (PASV), the other was told to connect there (PORT); both dialogues speak of one connection. */
  #partner(best: Match, list: readonly Expectation[], timeNs: number): Expectation | null {
    const { expectation } = best;
    return (
      list.find(
        (e) =>
          e !== expectation &&
          e.state === 'open' &&
          e.connector !== expectation.connector &&
          e.record.session !== expectation.record.session &&
          e.announced?.address === expectation.announced?.address &&
          timeNs - e.timeNs <= LIMITS.expectationSeconds * NS,
      ) ?? null
    );
  }

  #find({ address, port }: Endpoint): Expectation[] | undefined {
    return this.#ports.has(port) ? this.#byEndpoint.get(key(address, port)) : undefined;
  }

  #list(address: string, port: number): Expectation[] {
    const name = key(address, port);
    let list = this.#byEndpoint.get(name);
    if (!list) {
      list = [];
      this.#byEndpoint.set(name, list);
      this.#ports.set(port, (this.#ports.get(port) ?? 0) + 1);
    }
    return list;
  }

  #expire(nowNs: number): void {
    while (this.#queueStart < this.#queue.length) {
      const oldest = this.#queue[this.#queueStart]!;
      const late = nowNs - oldest.timeNs > LIMITS.expectationSeconds * NS;
      if (!late && this.#queue.length - this.#queueStart < LIMITS.expectations) break;
      if (oldest.state === 'open') this.expired++;
      this.#remove(oldest);
      this.#queueStart++;
    }
    if (this.#queueStart > 1024 && this.#queueStart * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#queueStart);
      this.#queueStart = 0;
    }
  }

  #remove(expectation: Expectation): void {
    const { announced, announcerAddress } = expectation;
    if (!announced) {
      this.#unknownPort = this.#unknownPort.filter((e) => e !== expectation);
      return;
    }
    for (const address of [announced.address, announcerAddress]) {
      const name = key(address, announced.port);
      const rest = this.#byEndpoint.get(name)?.filter((e) => e !== expectation);
      if (!rest) continue;
      if (rest.length > 0) this.#byEndpoint.set(name, rest);
      else {
        this.#byEndpoint.delete(name);
        const others = this.#ports.get(announced.port)! - 1;
        if (others > 0) this.#ports.set(announced.port, others);
        else this.#ports.delete(announced.port);
      }
    }
  }
}
