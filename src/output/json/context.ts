/** What the writers of JSON need besides what they write: how times are written, and the language of messages. */
import type { Clock } from '../../model/time.js';
import type { Texts } from '../../text/texts.js';

export type JsonContext = { readonly clock: Clock; readonly texts: Texts };
