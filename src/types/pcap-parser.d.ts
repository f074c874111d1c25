/** The part of `pcap-parser` 0.2.1 that is used here; the package has no types of its own. */
declare module 'pcap-parser' {
  import type { EventEmitter } from 'node:events';

  export type GlobalHeader = {
    magicNumber: number;
    majorVersion: number;
    minorVersion: number;
    gmtOffset: number;
    timestampAccuracy: number;
    snapshotLength: number;
    linkLayerType: number;
  };

  export type PacketHeader = {
    timestampSeconds: number;
    timestampMicroseconds: number;
    capturedLength: number;
    originalLength: number;
  };

  /** `data` is whatever the chunk's `slice` returns. */
  export type ParsedPacket = { header: PacketHeader; data: Uint8Array };

  /** What the parser calls of the stream that it is given. */
  export type Input = Pick<EventEmitter, 'on'> & { pause(): unknown; resume(): unknown };

  export interface Parser extends EventEmitter {
    on(event: 'globalHeader', listener: (header: GlobalHeader) => void): this;
    on(event: 'packet', listener: (packet: ParsedPacket) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'end', listener: () => void): this;
  }

  const pcapParser: { parse(input: string | Input): Parser };
  export default pcapParser;
}
