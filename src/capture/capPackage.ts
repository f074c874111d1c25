/** The package `cap`: loaded only for live capture, and what to do where it is missing, unbuilt or not allowed. */

import type { Capture } from 'cap';
import { escapeText } from '../bytes/text.js';
import { CaptureError } from './packet.js';

/** What is used of the package; tests put something else in its place. */
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

const PIPE = 'or pipe a capture in: tcpdump -U -w - | ftp-sniff -';
const INSTALL = "install libpcap's headers (Debian, Ubuntu: apt install libpcap-dev)";

/** Loads the package. Throws a CaptureError that says what to install. */
export async function loadCap(): Promise<CapPackage> {
  try {
    return (await import('cap')).default;
  } catch (error) {
    throw new CaptureError(notLoaded(error));
  }
}

/** The line for a package that cannot be loaded. */
export function notLoaded(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const text = error instanceof Error ? error.message.split('\n')[0]! : String(error);
  if (code === 'ERR_MODULE_NOT_FOUND') {
    return `live capture needs the package cap, which is not installed: ${INSTALL}, then npm install cap; ${PIPE}`;
  }
  if (code === 'MODULE_NOT_FOUND') {
    return `live capture needs the package cap, which is not built: ${INSTALL}, then npm rebuild cap; ${PIPE}`;
  }
  if (/NODE_MODULE_VERSION/.test(error instanceof Error ? error.message : '')) {
    return `the package cap was built for another version of Node: npm rebuild cap; ${PIPE}`;
  }
  return `the package cap cannot be loaded (${escapeText(text)}): ${INSTALL}, then npm rebuild cap; ${PIPE}`;
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
    throw new CaptureError(`the devices cannot be listed (${escapeText(textOf(error))}); root may see more: try sudo`);
  }
}

type Row = { readonly when: RegExp; readonly say: (device: string, text: string) => string };

/** What libpcap says when a device cannot be opened, and what to do about it. */
const OPEN_ERRORS: readonly Row[] = [
  {
    when: /permi(tted|ssion)|EPERM|EACCES|\(socket: /i,
    say: (device) =>
      `no permission to capture on ${device}: use sudo, or give node the right once: ` +
      'sudo setcap cap_net_raw,cap_net_admin=eip "$(readlink -f "$(command -v node)")"',
  },
  { when: /not up|is down|ENETDOWN/i, say: (device) => `${device} is down: ip link set ${device} up` },
  {
    when: /cannot allocate memory|ENOMEM|mmap/i,
    say: (device, text) => `no memory for the capture buffer of ${device} (${text}): choose a smaller one with -B`,
  },
  {
    when: /no such device|doesn't exist|SIOCGIF|ENODEV|not configured/i,
    say: (device) => `${device} has gone or cannot be captured on; -D lists the devices`,
  },
];

/** The line for a device that libpcap does not open. */
export function notOpened(error: unknown, device: string, filter: string): string {
  const text = escapeText(textOf(error));
  const row = OPEN_ERRORS.find(({ when }) => when.test(text));
  if (row !== undefined) return row.say(device, text);
  // Compiling the filter is the last step, and its errors are many: 'syntax error', 'unknown host' ...
  if (filter !== '')
    return `bad capture filter "${escapeText(filter)}": ${text}; its language is that of man pcap-filter`;
  return `cannot capture on ${device}: ${text}`;
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
