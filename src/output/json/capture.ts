/** What the JSON report says of the input: the members of an object, without the braces. */
import type { CaptureInfo } from '../../model/captureInfo.js';
import type { AnalyzerView } from '../../model/view.js';
import { jsonText } from '../jsonText.js';
import type { JsonContext } from './context.js';

export function captureMembers(view: AnalyzerView, info: CaptureInfo, context: JsonContext): string {
  const capture = {
    sources: info.sources,
    format: info.format,
    linkTypes: info.linkTypes,
    packets: view.packets,
    bytes: view.bytes,
    firstTime: view.firstTimeNs === null ? null : context.clock(view.firstTimeNs),
    lastTime: view.lastTimeNs === null ? null : context.clock(view.lastTimeNs),
    skipped: view.skipped,
    dropped: info.dropped,
    problems: info.problems.map(({ kind, message, frame }) => ({ kind, message, frame })),
  };
  return jsonText(capture).slice(1, -1);
}
