/** From a name on the command line to bytes. */

import { open as openDescriptor, type Stats, statSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { promisify } from 'node:util';
import { type ByteSource, FileSource, StreamSource } from './byteSource.js';
import { captureError } from './facts.js';
import { CaptureError, type SourceStatus } from './packet.js';
import { pathOf } from './pathOf.js';
import { codeOf } from './systemErrors.js';

/** Names of standard input. The device files are taken for it, too: a socket behind them cannot be opened by name. */
const STANDARD_INPUT = new Set(['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

/** Opens a file, a FIFO, a device or standard input ('-'). Throws a CaptureError. */
export async function openBytes(name: string, status: SourceStatus): Promise<ByteSource> {
  if (STANDARD_INPUT.has(name)) return openStandardInput(status);
  let file: FileHandle | undefined;
  try {
    const path = pathOf(name);
    const kind = await stat(path);
    if (kind.isDirectory()) throw captureError('file-unread', { name, error: 'EISDIR' });
    if (kind.isFIFO()) return await openFifo(path, status);
    file = await open(path, 'r');
    if (kind.isFile()) status.totalBytes = kind.size;
    return new FileSource(file, status);
  } catch (error) {
    await file?.close();
    throw error instanceof CaptureError ? error : captureError('file-unread', { name, error: codeOf(error) });
  }
}

/**
 * A read of a FIFO would keep a thread busy until somebody writes; a socket waits in the event loop. It needs a
 * descriptor of its own: a FileHandle would close it when it is collected.
 */
async function openFifo(path: string | Buffer, status: SourceStatus): Promise<ByteSource> {
  const fd = await promisify(openDescriptor)(path, 'r');
  return new StreamSource(new Socket({ fd, readable: true, writable: false }), status);
}

/** What can be read from any place and again: undefined for standard input, pipes, devices and what has gone. */
export function regularFile(name: string): Stats | undefined {
  if (STANDARD_INPUT.has(name)) return undefined;
  const stats = statSync(pathOf(name), { throwIfNoEntry: false });
  return stats?.isFile() ? stats : undefined;
}

function openStandardInput(status: SourceStatus): ByteSource {
  if (process.stdin.isTTY) throw captureError('terminal-input', {});
  return new StreamSource(process.stdin, status);
}
