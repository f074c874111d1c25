/** What the JSON report says of the input: the members of an object, without the braces. */
import type { CaptureProblem } from '../../capture/packet.js';
import type { CaptureInfo } from '../../model/captureInfo.js';
import type { AnalyzerView } from '../../model/view.js';
import { problemText } from '../../text/problems.js';
import type { Texts } from '../../text/texts.js';
import { jsonText } from '../jsonText.js';
import type { JsonContext } from './context.js';
import { shardName } from './context.js';
import type { Problem } from './report.js';

export function captureMembers(view: AnalyzerView, info: CaptureInfo, context: JsonContext): string {
  const capture = {
    sensor: info.sensor ?? undefined,
    shard: info.share === null ? undefined : shardName(info.share),
    sources: info.sources,
    format: info.format,
    linkTypes: info.linkTypes,
    packets: view.packets,
    bytes: view.bytes,
    firstTime: view.firstTimeNs === null ? null : context.clock(view.firstTimeNs),
    lastTime: view.lastTimeNs === null ? null : context.clock(view.lastTimeNs),
    skipped: view.skipped,
    dropped: info.dropped,
    problems: problemRows(info, context.texts),
  };
  return jsonText(capture).slice(1, -1);
}

/** Frame numbers of a problem of one of several files are its own: they stay in the message. */
export function problemRow(problem: CaptureProblem, texts: Texts): Problem {
  const { code, params, frames, file } = problem;
  const frame = file === null ? (frames[0] ?? null) : null;
  return { kind: code, code, params: { ...params }, message: problemText(texts, problem), frame };
}

function problemRows({ problems, limitsHit }: CaptureInfo, texts: Texts) {
  return [
    ...problems.map((problem) => problemRow(problem, texts)),
    ...limitsHit.map((fact) => {
      const { code, params, frames } = fact;
      return { kind: code, code, params, message: texts.say('limitsHit', fact), frame: frames[0] ?? null };
    }),
  ];
}
