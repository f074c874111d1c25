/** Opens a live capture: chooses the engine, and knows how its process is started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { LIMITS } from '../../limits.js';
import { captureError } from '../facts.js';
import { Rights } from '../privileges.js';
import { CAP_PROCESS } from './capProcess.js';
import { capRingPackets, chooseEngine, engineArguments, isAvailable, type LiveRequest, programPath } from './engine.js';
import { EngineSource } from './engineSource.js';
import type { ChildRequest } from './messages.js';
import type { EngineName } from './names.js';

export type LiveCapture = {
  readonly source: EngineSource;
  readonly engine: EngineName;
  /** Packets that the kernel holds for the program; null: depends on their length. */
  readonly ringPackets: number | null;
  readonly bufferMiB: number;
  /** Of the user to become. */
  readonly rights: Rights;
};

export type LaunchOptions = {
  readonly asked: EngineName | null;
  readonly durationSeconds: number | null;
  readonly waitDevice: boolean;
  /** The file that Node runs: cap's process is the same program. */
  readonly program: string;
};

/** Nothing is started before the source is read. @throws CaptureError */
export function openLiveCapture(request: LiveRequest, options: LaunchOptions): LiveCapture {
  const { asked, durationSeconds, waitDevice, program } = options;
  // Better now than when the device is open.
  const rights = new Rights(request.user);
  const engine = chooseEngine(asked, request, isAvailable);
  const bufferMiB = request.bufferMiB ?? (engine === 'cap' ? LIMITS.liveRingMiB : LIMITS.engineBufferMiB);
  if (bufferMiB > LIMITS.liveRingMaxMiB)
    throw captureError('buffer-too-large', { mib: bufferMiB, limitMib: LIMITS.liveRingMaxMiB });
  const launch =
    engine === 'cap' ? () => capProcess(request, bufferMiB, program) : () => programProcess(engine, request, rights);
  const source = new EngineSource({ engine, request, rights, launch, durationSeconds, waitDevice });
  return { source, engine, ringPackets: engine === 'cap' ? capRingPackets(bufferMiB) : null, bufferMiB, rights };
}

function capProcess(request: LiveRequest, bufferMiB: number, program: string): ChildProcess {
  const { devices, filter, snapBytes, promiscuous, user } = request;
  const child: ChildRequest = { device: devices[0]!, filter, snapBytes, bufferMiB, promiscuous, user };
  return spawn(process.execPath, [program, CAP_PROCESS, JSON.stringify(child)], {
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    // Signals of the terminal are for the program; this process ends when its parent says so, or has gone.
    detached: true,
  });
}

/** dumpcap has no option for a user: setpriv gives it the user, and the rights to capture alone. */
function programProcess(engine: 'dumpcap' | 'tcpdump', request: LiveRequest, { group }: Rights): ChildProcess {
  const file = programPath(engine);
  if (file === null) throw captureError('engine-missing', { engine });
  const given = engineArguments(engine, request);
  const { user } = request;
  const setpriv = engine === 'dumpcap' && user !== null ? programPath('setpriv') : null;
  const [command, args] =
    setpriv === null || user === null
      ? [file, given]
      : [setpriv, [`--reuid=${user}`, `--regid=${group}`, '--init-groups', ...RIGHTS, '--', file, ...given]];
  return spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
}

const RIGHTS = [
  '--inh-caps=-all,+net_raw,+net_admin',
  '--ambient-caps=-all,+net_raw,+net_admin',
  '--bounding-set=-all,+net_raw,+net_admin',
];
