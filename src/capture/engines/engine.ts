/** The programs that capture: which one is used, and how it is started. */
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { LIMITS } from '../../limits.js';
import { captureError } from '../facts.js';
import type { EngineName } from './names.js';

/** What to capture. */
export type LiveRequest = {
  readonly devices: readonly string[];
  /** In the language of pcap-filter(7); null: everything. */
  readonly filter: string | null;
  /** Bytes kept of each packet; null: all. */
  readonly snapBytes: number | null;
  /** Size of the kernel's buffer; null: the engine's own default. */
  readonly bufferMiB: number | null;
  readonly promiscuous: boolean;
  /** The user whose rights the capturing process keeps once the device is open; null: its own. */
  readonly user: string | null;
};

/** Bytes of a slot of cap's ring: its fixed snap length and the kernel's header (TPACKET_V2). */
const CAP_SLOT_BYTES = 65_616;
const MIB = 1_048_576;

/** Packets that cap's ring holds, whatever their length. */
export const capRingPackets = (mib: number): number => Math.max(1, Math.ceil((mib * MIB) / CAP_SLOT_BYTES));

/** What the machine has. */
export type Available = (engine: EngineName) => boolean;

/**
 * The engine that was asked for, or the first that can do what is asked: cap, but not for several devices and not
 * without promiscuous mode, which it does not have.
 * @throws CaptureError where the engine cannot do it, or none is there
 */
export function chooseEngine(asked: EngineName | null, request: LiveRequest, available: Available): EngineName {
  const several = request.devices.length > 1;
  if (asked !== null) {
    if (several && asked !== 'dumpcap') throw captureError('engine-one-device', { engine: asked });
    return asked;
  }
  if (several) {
    if (available('dumpcap')) return 'dumpcap';
    throw captureError('engine-missing', { engine: 'dumpcap' });
  }
  if (request.promiscuous && available('cap')) return 'cap';
  // Without any, cap says what to install.
  return (['dumpcap', 'tcpdump'] as const).find(available) ?? 'cap';
}

/** The command line of dumpcap or tcpdump, which write a capture to standard output. */
export function engineArguments(engine: 'dumpcap' | 'tcpdump', request: LiveRequest): string[] {
  const { devices, filter, snapBytes, bufferMiB, promiscuous, user } = request;
  const mib = bufferMiB ?? LIMITS.engineBufferMiB;
  const common = [...(promiscuous ? [] : ['-p']), ...(snapBytes === null ? [] : ['-s', String(snapBytes)])];
  if (engine === 'dumpcap') {
    const filters = filter === null ? [] : ['-f', filter];
    return ['-q', '-B', String(mib), ...common, ...filters, ...devices.flatMap((device) => ['-i', device]), '-w', '-'];
  }
  const rights = user === null ? [] : ['-Z', user];
  const end = filter === null ? [] : ['--', filter];
  const nanoseconds = '--time-stamp-precision=nano';
  return [
    '-i',
    devices[0]!,
    '-U',
    '-n',
    '-B',
    String(mib * 1_024),
    nanoseconds,
    ...common,
    ...rights,
    '-w',
    '-',
    ...end,
  ];
}

/** Whether an engine is installed: cap built, or the program on PATH. */
export function isAvailable(engine: EngineName): boolean {
  if (engine === 'cap') return capIsBuilt();
  return programPath(engine) !== null;
}

/** Where a program is; null: nowhere on PATH or where systems have what only root uses. */
export function programPath(name: string): string | null {
  const places = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/sbin'];
  for (const place of places) {
    if (place === '') continue;
    const file = path.join(place, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // The next place.
    }
  }
  return null;
}

function capIsBuilt(): boolean {
  try {
    const main = createRequire(import.meta.url).resolve('cap');
    return existsSync(path.join(path.dirname(main), '..', 'build', 'Release', 'cap.node'));
  } catch {
    return false;
  }
}
