/** The package `cap`: loaded only for live capture, and what to do where it is missing, unbuilt or not allowed. */

import type { Capture } from 'cap';
import type { Fact } from '../fact.js';
import type { ErrorParams } from './codes.js';
import { captureError, errorFact } from './facts.js';
import { CaptureError } from './packet.js';

/** What is used of the package; tests replace it. */
export type CapPackage = {
  readonly Cap: { new (): Capture; deviceList(): readonly ListedDevice[] };
};

type ListedDevice = {
  readonly name: string;
  readonly description?: string;
  readonly addresses: readonly { readonly addr?: string }[];
};

/** A device that can be captured on. */
export type CaptureDevice = {
  readonly name: string;
  readonly description: string | null;
  /** IPv4 and IPv6 addresses as text. */
  readonly addresses: readonly string[];
};

/** Loads the package. Throws a CaptureError that says what to install. */
export async function loadCap(): Promise<CapPackage> {
  try {
    return (await import('cap')).default;
  } catch (error) {
    throw new CaptureError(notLoaded(error));
  }
}

/** Why the package cannot be loaded. */
export function notLoaded(error: unknown): Fact<ErrorParams> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ERR_MODULE_NOT_FOUND') return errorFact('cap-missing', {});
  if (code === 'MODULE_NOT_FOUND') return errorFact('cap-unbuilt', {});
  const text = textOf(error);
  if (/NODE_MODULE_VERSION/.test(text)) return errorFact('cap-other-node', {});
  return errorFact('cap-unloaded', { text: text.split('\n')[0]! });
}

/** The devices that can be captured on, in libpcap's order. Throws a CaptureError. */
export async function listDevices(load: () => Promise<CapPackage> = loadCap): Promise<CaptureDevice[]> {
  const { Cap } = await load();
  try {
    return Cap.deviceList().map(({ name, description, addresses }) => ({
      name,
      description: description ?? null,
      addresses: addresses.flatMap(({ addr }) => addr ?? []),
    }));
  } catch (error) {
    throw captureError('devices-unlisted', { text: textOf(error) });
  }
}

type OpenFailure = 'no-permission' | 'device-down' | 'no-buffer-memory' | 'device-gone';

/** What libpcap says when a device cannot be opened. */
const OPEN_ERRORS: readonly (readonly [RegExp, OpenFailure])[] = [
  [/permi(tted|ssion)|EPERM|EACCES|\(socket: /i, 'no-permission'],
  [/not up|is down|ENETDOWN/i, 'device-down'],
  [/cannot allocate memory|ENOMEM|mmap/i, 'no-buffer-memory'],
  [/no such device|doesn't exist|SIOCGIF|ENODEV|not configured/i, 'device-gone'],
];

/** Why libpcap does not open a device. */
export function notOpened(error: unknown, device: string, filter: string): Fact<ErrorParams> {
  const text = textOf(error);
  const failure = OPEN_ERRORS.find(([pattern]) => pattern.test(text))?.[1];
  if (failure !== undefined) return errorFact(failure, { device, text });
  // Compiling the filter is the last step, and its errors are many: 'syntax error', 'unknown host' ...
  return filter === '' ? errorFact('not-captured', { device, text }) : errorFact('bad-filter', { filter, text });
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
