/** The line of ndjson that says how a live capture goes: each minute, and when something was lost. */

export type CaptureStatus = {
  readonly time: string;
  readonly packets: number;
  readonly bytes: number;
  readonly sessions: number;
  readonly dropped: { readonly kernel: number | null; readonly interface: number | null; readonly queue: number };
  readonly missingBytes: number;
  readonly lagSeconds: number | null;
  readonly memoryBytes: number;
};

export const captureStatusLine = (status: CaptureStatus): string =>
  `${JSON.stringify({ type: 'capture-status', session: null, ...status })}\n`;
