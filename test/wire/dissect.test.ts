import { describe, expect, test } from 'vitest';
import { dissect, type Field } from '../../src/wire/dissect.js';
import {
  ethernet,
  hex,
  icmp,
  ipv4,
  ipv4Fragments,
  ipv6,
  join,
  type Layer,
  packet,
  tcp,
  udp,
  vlan,
} from '../support/packets.js';

const lines = (fields: readonly Field[], depth = 0): string[] =>
  fields.flatMap((field) => [
    `${'  '.repeat(depth)}${field.name}: ${field.value} [${field.start}, ${field.end})`,
    ...lines(field.children ?? [], depth + 1),
  ]);
const names = (fields: readonly Field[]): string[] => fields.map((field) => field.name);

test('a SYN on Ethernet is shown field by field', () => {
  const options = hex('08 0a 00000005 00000000 01');
  const syn = tcp({
    srcPort: 50000,
    dstPort: 21,
    seq: 1000,
    flags: 'SEC',
    window: 64240,
    mss: 1460,
    sackPermitted: true,
    windowScale: 7,
    options,
    checksum: 0xbeef,
  });
  const fields = dissect(packet(ethernet(vlan(0x6005, ipv4({ id: 0x1234, dontFragment: true, tos: 0xb9 }, syn)))));
  expect(lines(fields)).toEqual([
    'Ethernet II: Src: 02:00:00:00:00:01, Dst: 02:00:00:00:00:02 [0, 14)',
    '  Destination: 02:00:00:00:00:02 [0, 6)',
    '  Source: 02:00:00:00:00:01 [6, 12)',
    '  Type: 0x8100 (802.1Q) [12, 14)',
    '802.1Q Virtual LAN: ID: 5 [14, 18)',
    '  Priority: 3 [14, 16)',
    '  Drop eligible: 0 [14, 16)',
    '  VLAN ID: 5 [14, 16)',
    '  Type: 0x0800 (IPv4) [16, 18)',
    'Internet Protocol Version 4: Src: 10.0.0.1, Dst: 10.0.0.2 [18, 38)',
    '  Version: 4 [18, 19)',
    '  Header length: 20 bytes [18, 19)',
    '  DSCP: 46 [19, 20)',
    '  ECN: 1 [19, 20)',
    '  Total length: 60 [20, 22)',
    '  Identification: 0x1234 (4660) [22, 24)',
    "  Don't fragment: set [24, 26)",
    '  More fragments: not set [24, 26)',
    '  Fragment offset: 0 [24, 26)',
    '  Time to live: 64 [26, 27)',
    '  Protocol: 6 (TCP) [27, 28)',
    '  Header checksum: 0x13cd (correct) [28, 30)',
    '  Source address: 10.0.0.1 [30, 34)',
    '  Destination address: 10.0.0.2 [34, 38)',
    'Transmission Control Protocol: 50000 → 21 [SYN, ECE, CWR] Seq: 1000, Ack: 0, Len: 0 [38, 78)',
    '  Source port: 50000 (dynamic) [38, 40)',
    '  Destination port: 21 (ftp, well-known) [40, 42)',
    '  Sequence number: 1000 [42, 46)',
    '  Acknowledgment number: 0 [46, 50)',
    '  Header length: 40 bytes [50, 51)',
    '  Flags: 0x0c2 (SYN, ECE, CWR) [50, 52)',
    '    Accurate ECN: not set [50, 52)',
    '    Congestion window reduced (CWR): set [50, 52)',
    '    ECN-Echo (ECE): set [50, 52)',
    '    Urgent (URG): not set [50, 52)',
    '    Acknowledgment (ACK): not set [50, 52)',
    '    Push (PSH): not set [50, 52)',
    '    Reset (RST): not set [50, 52)',
    '    Syn (SYN): set [50, 52)',
    '    Fin (FIN): not set [50, 52)',
    '  Window: 64240 [52, 54)',
    '  Checksum: 0xbeef (wrong) [54, 56)',
    '  Urgent pointer: 0 [56, 58)',
    '  Options: 20 bytes [58, 78)',
    '    Maximum segment size: 1460 bytes [58, 62)',
    '    SACK permitted:  [62, 64)',
    '    Window scale: 7 (multiply by 128) [64, 67)',
    '    Timestamps: TSval 5, TSecr 0 [67, 77)',
    '    No operation:  [77, 78)',
  ]);
});

describe('what is behind the headers is named', () => {
  test('payload, and padding', () => {
    const fields = dissect(packet(ethernet(ipv4({}, tcp({}, 'hi')))));
    expect(lines(fields).slice(-2)).toEqual([
      'TCP payload: 2 bytes [54, 56)',
      'Trailer: 4 bytes of padding or trailer [56, 60)',
    ]);
  });

  test('payload that the snaplen cut', () => {
    const fields = dissect(packet(ethernet(ipv4({}, tcp({}, 'hello world'))), { snaplen: 58 }));
    expect(lines(fields).at(-1)).toBe('TCP payload: 11 bytes, 4 captured [54, 58)');
  });

  test('data that is not analysed, and why', () => {
    expect(lines(dissect(packet(ethernet(ipv4({}, udp(1, 2, 'x'.repeat(20))))))).at(-1)).toBe(
      'Data: 20 bytes, not analysed: udp [42, 62)',
    );
    expect(lines(dissect(packet('??', { linkType: 147 })))).toEqual([
      'Data: 2 bytes, not analysed: link-type-147 [0, 2)',
    ]);
  });

  test('the datagram that an ICMP error quotes, as far as it goes', () => {
    const quote = ipv4({ src: '10.0.0.9', dst: '10.0.0.8' }, tcp({ srcPort: 20, dstPort: 4000 })).bytes.subarray(0, 28);
    const fields = dissect(packet(ethernet(ipv4({}, icmp(3, 13, quote)), { pad: false })));
    expect(names(fields)).toEqual([
      'Ethernet II',
      'Internet Protocol Version 4',
      'Internet Control Message Protocol',
      'Quoted datagram',
      'Internet Protocol Version 4',
      'Transmission Control Protocol',
    ]);
    expect(fields[2]!.value).toBe('communication administratively prohibited');
    expect(fields[5]!.children!.map((field) => field.value)).toEqual([
      '20 (ftp-data, well-known)',
      '4000 (registered)',
      '1',
    ]);
  });

  test('a fragment', () => {
    const [head, tail] = ipv4Fragments({}, tcp({}, 'x'.repeat(60)), [40]).map((part) =>
      dissect(packet(ethernet(part))),
    );
    expect(names(head!)).toContain('Transmission Control Protocol');
    expect(lines(tail!).at(-1)).toBe('Fragment: 40 bytes at offset 40 of the datagram, the last [34, 74)');
  });
});

test('a wrong IPv4 header checksum is said to be wrong, a missing one to be missing', () => {
  const checksumOf = (change: (b: Uint8Array) => void): string => {
    const bytes = ethernet(ipv4({}, tcp())).bytes.slice();
    change(bytes);
    return lines(dissect(packet(bytes)))
      .find((line) => line.includes('Header checksum'))!
      .trim();
  };
  expect(checksumOf((b) => (b[22] = 63))).toContain('wrong');
  expect(checksumOf((b) => b.fill(0, 24, 26))).toContain('0x0000 (not set');
});

describe('the TCP checksum is judged', () => {
  const verdict = (content: Layer, snaplen = 2000): string =>
    lines(dissect(packet(ethernet(content), { snaplen })))
      .find((line) => line.startsWith('  Checksum'))!
      .trim();

  test.each([
    ['IPv4', ipv4({ src: '255.254.253.252', dst: '10.0.0.1' }, tcp({ flags: 'PA' }, 'odd'))],
    ['IPv6', ipv6({ src: 'ffff:ffff:ffff:ffff::', dst: 'fe80::1' }, tcp({ flags: 'PA' }, 'even'))],
  ])('correct over %s', (_, content) => {
    expect(verdict(content)).toContain('(correct)');
  });

  test('as left to the network card where only the pseudo header was summed', () => {
    // 10.0.0.1 + 10.0.0.2 + protocol 6 + length 20, folded to 16 bits.
    expect(verdict(ipv4({}, tcp({ checksum: 0x0a00 + 1 + 0x0a00 + 2 + 6 + 20 })))).toContain(
      'left to the network card',
    );
  });

  test('not where the segment is not whole', () => {
    expect(verdict(ipv4({}, tcp({}, 'x'.repeat(100))), 100)).not.toContain('(');
    expect(verdict(ipv4Fragments({}, tcp({}, 'x'.repeat(60)), [40])[0]!)).not.toContain('(');
  });
});

test('malformed options are shown as such', () => {
  const text = lines(dissect(packet(ethernet(ipv4({}, tcp({ flags: 'S', options: hex('02 00 05 b4') }))))));
  expect(text.some((line) => line.includes('Malformed option: 020005b4 [54, 58)'))).toBe(true);
  const ip = lines(dissect(packet(ethernet(ipv4({ options: hex('07 ff 04 00') }, join('x'))))));
  expect(ip.some((line) => line.includes('Malformed options: 07ff0400 [34, 38)'))).toBe(true);
});
