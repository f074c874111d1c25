import { expect, test } from 'vitest';
import { fileLinkType, linkTypeName } from '../../src/capture/linkTypes.js';

test.each([
  [0, 'NULL'],
  [1, 'EN10MB'],
  [9, 'PPP'],
  [50, 'PPP_HDLC'],
  [51, 'PPP_ETHER'],
  [101, 'RAW'],
  [104, 'C_HDLC'],
  [105, 'IEEE802_11'],
  [108, 'LOOP'],
  [113, 'LINUX_SLL'],
  [117, 'PFLOG'],
  [127, 'IEEE802_11_RADIOTAP'],
  [228, 'IPV4'],
  [229, 'IPV6'],
  [239, 'NFLOG'],
  [276, 'LINUX_SLL2'],
  [65_000, 'LINKTYPE_65000'],
])('link type %i is %s', (linkType, name) => {
  expect(linkTypeName(linkType)).toBe(name);
});

test('the values that raw IP had before LINKTYPE_ values existed', () => {
  expect([12, 14, 101].map((value) => linkTypeName(fileLinkType(value)))).toEqual(['RAW', 'RAW', 'RAW']);
  expect(fileLinkType(1)).toBe(1);
});
