/** 发现：发生了什么，最可能的原因，怎么办。代码见 `model/findings/codes.ts`。 */
import type { FindingParams } from '../../model/findings/codes.js';
import type { FindingMessages } from '../messages.js';
import { ANNOUNCEMENTS } from './findings/announcements.js';
import { CAPTURE } from './findings/capture.js';
import { CONTROL } from './findings/control.js';
import { DATA } from './findings/data.js';
import { DIALOGUE } from './findings/dialogue.js';
import { PATH } from './findings/path.js';
import { STRENGTH } from './findings/strength.js';
import { TRANSFERS } from './findings/transfers.js';

export const FINDINGS: FindingMessages<FindingParams> = {
  ...ANNOUNCEMENTS,
  ...CAPTURE,
  ...CONTROL,
  ...DATA,
  ...DIALOGUE,
  ...PATH,
  ...STRENGTH,
  ...TRANSFERS,
};
