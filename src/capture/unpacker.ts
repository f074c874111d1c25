/** What every compression has in common. */
import type { ByteWindow } from './byteWindow.js';

/** What is unpacked, a piece at a time. */
export interface Unpacker {
  /** Unpacks some of what the window holds or will hold; undefined at the end. Throws an Error where it is corrupt. */
  next(window: ByteWindow): Promise<readonly Uint8Array[] | undefined>;
  close(): void;
}
