/** What a row of the ladder says, in the language of the report or the UI. */
import type { LadderRow } from '../../model/rows.js';
import type { Texts } from '../../text/texts.js';

/** One line: 'SYN', 'PORT 10,77,0,2,173,153', '47 segments, 60,000 bytes'. */
export const labelOf = ({ label }: LadderRow, texts: Texts): string => texts.say('ladder', label);

/** '① listens on 44441 = 173×256+153'; '' without remarks. */
export const remarkOf = ({ remarks }: LadderRow, texts: Texts): string =>
  remarks.length === 0 ? '' : remarks.map((remark) => texts.say('ladder', remark)).join(texts.report.ladder.separator);
