/** Outputs are compared with inputs, and with each other, by device and inode, before any of them is opened. */
import { fstatSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { captureError } from '../capture/facts.js';
import { logFile } from '../output/zeek/logFolder.js';
import { LOG_NAMES } from '../output/zeek/logNames.js';
import { isLogFormat, type Options } from './options.js';

/** The options that name files. */
type Outputs = Pick<Options, 'files' | 'keylog' | 'write' | 'output' | 'metrics' | 'format' | 'log'>;

/** @throws CaptureError where an output would be written over an input, or two outputs into one file */
export function checkOutputs(options: Outputs): void {
  const { files, keylog, write, output, metrics, format, log } = options;
  const logs =
    isLogFormat(format) && log === null && output !== null ? LOG_NAMES.map((one) => logFile(output, one)) : [];
  const inputs = new Set<string>();
  for (const name of [...files, ...(keylog === null ? [] : [keylog])]) {
    const id = name === '-' ? openFile(0) : fileId(name);
    if (id !== null) inputs.add(id);
  }
  const outputs = new Set<string>();
  for (const name of [write, output ?? '-', metrics, ...logs]) {
    if (name === null) continue;
    const id = name === '-' ? openFile(1) : fileId(name);
    if (id === null) continue;
    if (inputs.has(id)) throw captureError('output-is-input', { path: name });
    if (outputs.has(id)) throw captureError('outputs-same', { path: name });
    outputs.add(id);
  }
}

/** What a name leads to: device and inode; of a file that is not there yet, its place. Null: no regular file. */
function fileId(name: string): string | null {
  const stats = statSync(name, { throwIfNoEntry: false });
  if (stats !== undefined) return stats.isFile() ? `${stats.dev}:${stats.ino}` : null;
  try {
    return path.join(realpathSync(path.dirname(name)), path.basename(name));
  } catch {
    return null;
  }
}

function openFile(descriptor: number): string | null {
  try {
    const stats = fstatSync(descriptor);
    return stats.isFile() ? `${stats.dev}:${stats.ino}` : null;
  } catch {
    return null;
  }
}
