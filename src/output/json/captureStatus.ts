/** The line of ndjson that says how a live capture goes: each minute, and when something was lost. */
import { bookLine } from './bookLine.js';
import type { CaptureStatusLine } from './report.js';

export type CaptureStatus = Readonly<Omit<CaptureStatusLine, 'type' | 'session'>>;

export const captureStatusLine = (status: CaptureStatus, sensor: string | null): string =>
  bookLine('capture-status', status, sensor);
