/** Formats that need to see all sessions together: pages and pictures, which nobody makes of a capture that never ends. */
import type { Session } from '../ftp/protocol/session.js';
import type { Format, Report, ReportOfAll, ReportStyle, ReportWriter } from './format.js';

export const ofAll = (render: (report: ReportOfAll, style: ReportStyle) => Iterable<string>): Format => ({
  open: (style) => new WriterOfAll(render, style),
});

class WriterOfAll implements ReportWriter {
  #sessions: Session[] = [];

  constructor(
    private readonly render: (report: ReportOfAll, style: ReportStyle) => Iterable<string>,
    private readonly style: ReportStyle,
  ) {}

  ended(session: Session): Iterable<string> {
    this.#sessions.push(session);
    return [];
  }

  end(report: Report): Iterable<string> {
    const sessions = this.#sessions.sort((a, b) => a.control.number - b.control.number);
    return this.render({ ...report, sessions }, this.style);
  }

  close(): void {
    this.#sessions = [];
  }
}
