/**
 * The process that captures with the package cap, and does nothing else: cap aborts its process when the device goes
 * down. Packets go to standard output as a capture file, everything else to the parent as messages.
 */
import { Socket } from 'node:net';
import { captureError } from '../facts.js';
import { openLive } from '../live.js';
import { CaptureError, type Packet } from '../packet.js';
import { dropPrivileges } from '../privileges.js';
import { PcapWriter } from '../recordWriters.js';
import type { ChildMessage, ChildRequest } from './messages.js';

const STATUS_MS = 250;

/** Runs until the parent ends it or its standard output is closed. @returns the exit code */
export async function runCapProcess(request: ChildRequest): Promise<number> {
  const { device, filter, snapBytes, bufferMiB, promiscuous, user } = request;
  // Process output is synchronous for pipes: the capture would wait for the reader.
  const output = new Socket({ fd: 1, readable: false, writable: true });
  const source = openLive({
    device,
    filter: filter ?? undefined,
    snapBytes: snapBytes ?? undefined,
    bufferMiB,
    promiscuous,
    opened: () => {
      if (user !== null) dropPrivileges(user);
      output.write(new PcapWriter(source.status.linkTypes[0] ?? 0, false).head());
      send({ is: 'opened' });
    },
  });
  const stop = () => source.stop();
  process.on('SIGTERM', stop).on('disconnect', stop);
  // A terminal sends SIGINT to all of its processes: the parent decides when the capture ends.
  process.on('SIGINT', () => {}).on('SIGHUP', () => {});
  output.on('error', stop);
  const status = () => {
    const { problems } = source.status;
    send({ is: 'status', problems, dropped: source.dropped });
  };
  const timer = setInterval(status, STATUS_MS);
  try {
    for await (const batch of source.batches()) await written(output, recordsOf(batch));
    return 0;
  } catch (error) {
    const { fact } =
      error instanceof CaptureError ? error : captureError('not-captured', { device, text: String(error) });
    send({ is: 'failed', error: fact });
    return 1;
  } finally {
    clearInterval(timer);
    status();
    await new Promise<void>((resolve) => output.end(() => resolve()));
  }
}

function send(message: ChildMessage): void {
  if (process.connected) process.send?.(message);
}

function recordsOf(batch: readonly Packet[]): Buffer {
  const writer = new PcapWriter(batch[0]!.linkType, false);
  const bytes = Buffer.allocUnsafeSlow(batch.reduce((sum, packet) => sum + writer.room(packet), 0));
  let at = 0;
  for (const packet of batch) at = writer.put(packet, bytes, at);
  return bytes;
}

/** Resolves when the parent has read all but what the system holds; the queue of the capture takes what comes meanwhile. */
function written(output: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (output.destroyed) resolve();
    else output.write(bytes, () => resolve());
  });
}

export const CAP_PROCESS = '--capture-process';
