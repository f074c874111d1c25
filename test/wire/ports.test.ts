import { expect, test } from 'vitest';
import { portClass, portText, serviceName } from '../../src/wire/ports.js';

test.each([
  [0, 'well-known'],
  [1023, 'well-known'],
  [1024, 'registered'],
  [49151, 'registered'],
  [49152, 'dynamic'],
  [65535, 'dynamic'],
])('port %i is %s (RFC 6335)', (port, want) => {
  expect(portClass(port)).toBe(want);
});

test('the ports of FTP have their names, an ephemeral one has none', () => {
  expect([20, 21, 989, 990].map(serviceName)).toEqual(['ftp-data', 'ftp', 'ftps-data', 'ftps']);
  expect(serviceName(50000)).toBeUndefined();
  expect([21, 50000].map(portText)).toEqual(['21 (ftp, well-known)', '50000 (dynamic)']);
});
