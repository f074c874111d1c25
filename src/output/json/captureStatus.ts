/** The line of ndjson that says how a live capture goes: each minute, and when something was lost. */
import type { CaptureStatusLine } from './report.js';

export type CaptureStatus = Readonly<Omit<CaptureStatusLine, 'type' | 'session'>>;

export const captureStatusLine = (status: CaptureStatus): string =>
  `${JSON.stringify({ type: 'capture-status', session: null, ...status })}\n`;
