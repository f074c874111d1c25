/** What is read: packets from files or a device, and the keys of TLS. */

import { captureError } from '../capture/facts.js';
import { keyLogFile } from '../capture/keyLogFile.js';
import { openLive } from '../capture/live.js';
import { openSources } from '../capture/merge.js';
import type { PacketSource } from '../capture/packet.js';
import { growing, KeyLog } from '../tls/keylog.js';
import type { Options } from './options.js';

export function openSource(options: Options): PacketSource {
  if (options.interface === null) return openSources(options.files);
  return openLive({
    device: options.interface,
    filter: options.filter ?? undefined,
    snapBytes: options.snaplenBytes || undefined,
    bufferMiB: options.bufferMib ?? undefined,
    promiscuous: options.promiscuous,
    count: options.maxPackets ?? undefined,
    durationSeconds: options.durationSeconds ?? undefined,
  });
}

/**
 * The keys of --keylog, and those that the capture itself carries; both may grow while packets are read.
 * @throws CaptureError
 */
export function openKeyLog({ keylog, interface: device, files }: Options, source: PacketSource): KeyLog {
  const keyLog = new KeyLog(keylog !== null && (device !== null || files.includes('-')));
  if (keylog !== null) {
    keyLog.follow(keyLogFile(keylog));
    keyLog.refresh();
    if (keyLog.usedLines === 0 && keyLog.ignoredLines > 0) throw captureError('keylog-without-keys', { name: keylog });
  }
  keyLog.follow(growing(() => source.status.secrets));
  return keyLog;
}
