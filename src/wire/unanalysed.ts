/** Protocols that are recognised but carry no TCP for us: counted under a name instead of a number. */
import type { Layer } from './layer.js';
import { REASON } from './reasons.js';

const unanalysed = (name: string, reason: string): Layer => ({
  name,
  decode: (walk) => walk.skip(reason),
  describe: (h) => h.bytes('Data', 0, h.end - h.at),
});

export const igmp = unanalysed('Internet Group Management Protocol', REASON.igmp);
export const sctp = unanalysed('Stream Control Transmission Protocol', REASON.sctp);
export const esp = unanalysed('Encapsulating Security Payload', REASON.esp);
export const noNextHeader = unanalysed('IPv6 no next header', REASON.noNextHeader);
export const pppoeDiscovery = unanalysed('PPPoE discovery', REASON.pppoeDiscovery);
