/**
 * The library: `analyze` for captures, `Analyzer` for packets. Both give typed events while they learn, and the report of
 * `--format json`. Neither sends anything, nor loads the terminal UI or the live capture.
 */
export { type Analysis, analyze, type CaptureInput } from './api/analyze.js';
export { Analyzer, type PacketInput } from './api/analyzer.js';
export type * from './api/events.js';
export type { AnalyzeOptions, AnalyzerOptions } from './api/options.js';
export { CaptureError } from './capture/packet.js';
export type * from './output/json/report.js';
