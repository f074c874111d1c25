/** What is read: packets from files or a device, and the keys of TLS. */

import { type LiveCapture, openLiveCapture } from '../capture/engines/launch.js';
import { captureError } from '../capture/facts.js';
import { keyLogFile } from '../capture/keyLogFile.js';
import type { PacketSource } from '../capture/packet.js';
import { userToBecome } from '../capture/privileges.js';
import { growing, KeyLog } from '../tls/keylog.js';
import { shareFilter } from '../wire/share.js';
import type { Options } from './options.js';

/** A live capture; nothing is started yet. @throws CaptureError */
export function openDevice(options: Options): LiveCapture {
  const { interfaces, snaplenBytes, share, bufferMib, promiscuous, engine, durationSeconds, waitDevice } = options;
  return openLiveCapture(
    {
      devices: interfaces,
      filter: share === null ? options.filter : shareFilter(share, options.filter),
      snapBytes: snaplenBytes || null,
      bufferMiB: bufferMib,
      promiscuous,
      user: userToBecome(options.user, process.env),
    },
    { asked: engine, durationSeconds, waitDevice, program: process.argv[1]! },
  );
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
