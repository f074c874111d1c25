import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AddressClass, classifyAddress, formatAddress, parseAddress, parseIpv4 } from '../../src/wire/address.js';

const format = (text: string): string => {
  const a = parseAddress(text);
  return a === undefined ? 'no address' : formatAddress(a.family, a.w0, a.w1, a.w2, a.w3);
};

describe('addresses are written as RFC 5952 wants', () => {
  test.each([
    ['192.0.2.255', '192.0.2.255'],
    ['0.0.0.0', '0.0.0.0'],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['2001:0DB8::0001', '2001:db8::1'],
    ['2001:db8:0:0:0:0:2:1', '2001:db8::2:1'],
    // §4.2.2: one zero group alone stays; §4.2.3: the longest run, the first of equals.
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['0:0:1:2:3:4:5:6', '::1:2:3:4:5:6'],
    ['1:2:3:4:5:6:0:0', '1:2:3:4:5:6::'],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['::ffff:c000:0280', '::ffff:192.0.2.128'],
    ['::FFFF:192.0.2.128', '::ffff:192.0.2.128'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ])('%s -> %s', (given, want) => {
    expect(format(given)).toBe(want);
  });

  test('whatever is written is read back', () => {
    const word = fc.oneof(fc.constantFrom(0, 1, 0xffff, 0x10000, 0xffffffff), fc.nat(0xffffffff));
    fc.assert(
      fc.property(word, word, word, word, (w0, w1, w2, w3) => {
        expect(parseAddress(formatAddress(6, w0, w1, w2, w3))).toEqual({ family: 6, w0, w1, w2, w3 });
        expect(parseIpv4(formatAddress(4, w0))).toBe(w0);
      }),
    );
  });
});

test.each([
  '',
  '1.2.3',
  '1.2.3.4.5',
  '1.2.3.256',
  '1.2.3.04',
  '1.2.3.-1',
  ' 1.2.3.4',
  '1.2.3.4 ',
  '0x1.2.3.4',
  ':',
  ':::',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4::5:6:7:8',
  '12345::',
  'g::1',
  '[::1]',
  'fe80::1%eth0',
  '::1.2.3.256',
  '1.2.3.4::',
  ':1:2:3:4:5:6:7',
])('%j is no address', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

const CLASSES: readonly (readonly [AddressClass, string])[] = [
  ['unspecified', '0.0.0.0'],
  ['unspecified', '::'],
  ['loopback', '127.0.0.1'],
  ['loopback', '127.255.255.255'],
  ['loopback', '::1'],
  ['link-local', '169.254.0.1'],
  ['link-local', 'fe80::1'],
  ['link-local', 'febf::1'],
  ['private', '10.255.255.255'],
  ['private', '172.16.0.0'],
  ['private', '172.31.255.255'],
  ['private', '192.168.0.1'],
  ['private', '100.64.0.1'],
  ['private', '100.127.255.255'],
  ['private', 'fc00::1'],
  ['private', 'fdff::1'],
  ['private', '::ffff:10.0.0.1'],
  ['multicast', '224.0.0.1'],
  ['multicast', '255.255.255.255'],
  ['multicast', 'ff02::1'],
  ['global', '9.255.255.255'],
  ['global', '11.0.0.0'],
  ['global', '172.15.255.255'],
  ['global', '172.32.0.0'],
  ['global', '100.63.255.255'],
  ['global', '100.128.0.0'],
  ['global', '192.167.255.255'],
  ['global', '2001:db8::1'],
  ['global', 'fec0::1'],
  ['global', '::ffff:8.8.8.8'],
  ['global', '::2'],
];

test.each(CLASSES)('%s: %s', (want, text) => {
  expect(classifyAddress(parseAddress(text)!)).toBe(want);
});
