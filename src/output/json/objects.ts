/** The JSON report's objects as values, for formats that are made from them: a session at a time. */
import type { Session as CoreSession } from '../../ftp/protocol/session.js';
import type { Report } from '../format.js';
import { captureMembers } from './capture.js';
import type { JsonContext } from './context.js';
import type { Capture, Finding, Session } from './report.js';
import { findingList, sessionChunks } from './session.js';

export const sessionObject = (session: CoreSession, context: JsonContext): Session =>
  JSON.parse(`{${[...sessionChunks(session, context)].join('')}}`) as Session;

export const captureObject = (report: Report, context: JsonContext): Capture =>
  JSON.parse(`{${captureMembers(report.view, report.info, context)}}`) as Capture;

/** Findings that concern no single session. */
export const findingObjects = ({ view, whole, texts }: Report): Finding[] =>
  JSON.parse(findingList(whole.findings(view.unclaimed), texts)) as Finding[];
