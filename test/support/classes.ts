/** Classes of made-up students: captures of fixtures, each as if recorded by somebody else at another time. */

const [RECORD, ETHERNET, IP] = [16, 14, 20];
const HEADER = 24;

/** The records of a little-endian pcap of Ethernet and IPv4: where each begins, and its TCP header. */
function* records(bytes: Buffer): Iterable<{ at: number; tcp: number; from: string; length: number }> {
  for (let at = HEADER; at + RECORD <= bytes.length; ) {
    const length = bytes.readUInt32LE(at + 8);
    const ip = at + RECORD + ETHERNET;
    yield { at, tcp: ip + IP, from: bytes.subarray(ip + 12, ip + 16).join('.'), length };
    at += RECORD + length;
  }
}

const plus = (bytes: Buffer, at: number, more: number): void => {
  bytes.writeUInt32BE((bytes.readUInt32BE(at) + more) >>> 0, at);
};

/** The same experiment by another student: other times and other initial sequence numbers. */
export function byStudent(capture: Buffer, student: number, seconds = 0): Buffer {
  const bytes = Buffer.from(capture);
  const shift = (from: string): number => (student * 7919 + (from.endsWith('.1') ? 104_729 : 0)) * 31;
  for (const { at, tcp, from } of records(bytes)) {
    bytes.writeUInt32LE(bytes.readUInt32LE(at) + student * 60 + seconds, at);
    const to = bytes.subarray(tcp - 4, tcp).join('.');
    plus(bytes, tcp + 4, shift(from));
    if ((bytes[tcp + 13]! & 0x10) !== 0) plus(bytes, tcp + 8, shift(to));
  }
  return bytes;
}

/** Only what this address sent. */
export function onlyFrom(capture: Buffer, address: string): Buffer {
  const kept = [capture.subarray(0, HEADER)];
  for (const { at, from, length } of records(capture))
    if (from === address) kept.push(capture.subarray(at, at + RECORD + length));
  return Buffer.concat(kept);
}
