/** Problems of a capture in words, with the file that has them where several are read, and the frame. */
import type { CaptureProblem } from '../capture/packet.js';
import type { Fact } from '../fact.js';
import type { LimitHitParams } from '../model/codes.js';
import type { Texts } from './texts.js';

/** For a reader who sees the frame beside it. */
export function problemText(texts: Texts, problem: CaptureProblem): string {
  const { file, frames } = problem;
  const message = texts.say('problems', problem);
  if (file === null) return message;
  if (namesFrame(problem)) return texts.cli.problemOfFile.withFrames(file, message);
  const [frame] = frames;
  return frame === undefined
    ? texts.cli.problemOfFile.whole(file, message)
    : texts.cli.problemOfFile.atFrame(file, frame, message);
}

/** With the frame, where the message does not name one. */
export function problemWithFrame(texts: Texts, problem: CaptureProblem): string {
  const [frame] = problem.frames;
  const message = problemText(texts, problem);
  return frame === undefined || problem.file !== null || namesFrame(problem)
    ? message
    : texts.report.capture.inFrame(message, frame);
}

/** A limit that was hit, with the frame where one is known. */
export function limitHitWithFrame(texts: Texts, fact: Fact<LimitHitParams>): string {
  const message = texts.say('limitsHit', fact);
  const [frame] = fact.frames;
  return frame === undefined ? message : texts.report.capture.inFrame(message, frame);
}

const namesFrame = ({ params }: CaptureProblem): boolean => 'frame' in params;
