/** The part of `cap` 0.2.1 that is used here; the package has no types of its own. */
declare module 'cap' {
  import type { EventEmitter } from 'node:events';

  export type DeviceAddress = { addr?: string; netmask?: string; broadaddr?: string; dstaddr?: string };

  export type Device = { name: string; description?: string; addresses: DeviceAddress[]; flags?: string };

  export interface Capture extends EventEmitter {
    /** Throws libpcap's text. Returns the link type in words: 'ETHERNET', 'LINKTYPE_LINUX_SLL', 'Unknown linktype 8' ... */
    open(device: string, filter: string, ringBytes: number, into: Buffer): string;
    close(): boolean;
    on(event: 'packet', listener: (bytes: number, truncated: boolean) => void): this;
  }

  const cap: { Cap: { new (): Capture; deviceList(): Device[] } };
  export default cap;
}
