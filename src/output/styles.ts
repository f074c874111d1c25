/** Text with meaning instead of colour: what draws it decides how each style looks. */

export type Style =
  | 'plain'
  | 'dim' // frames, times, lifelines
  | 'heading'
  | 'section'
  | 'control' // arrows of the control connection
  | 'data' // arrows of data connections
  | 'command'
  | 'reply'
  | 'reply-bad' // 4yz, 5yz
  | 'port'
  | 'trouble'
  | 'note'
  | 'remark'
  | 'good'
  | 'bad';

export type StyledSpan = { readonly text: string; readonly style: Style };
export type StyledLine = readonly StyledSpan[];

export const span = (text: string, style: Style = 'plain'): StyledSpan => ({ text, style });

/** The text alone, without spaces at the end. */
export const plain = (line: StyledLine): string =>
  line
    .map(({ text }) => text)
    .join('')
    .trimEnd();

/** Select graphic rendition (ECMA-48 §8.3.117): the sixteen basic colours only, so that every theme shows them. */
const SGR: Readonly<Partial<Record<Style, string>>> = {
  dim: '2',
  heading: '1',
  section: '1',
  control: '34',
  data: '35',
  command: '1;36',
  reply: '32',
  'reply-bad': '31',
  trouble: '33',
  note: '3',
  remark: '36',
  good: '32',
  bad: '1;31',
};

/** The line with colour for a terminal; each span is closed, so that a line may be cut out and pasted elsewhere. */
export function coloured(line: StyledLine): string {
  let out = '';
  for (const { text, style } of line) {
    const code = SGR[style];
    out += code === undefined || text.trim() === '' ? text : `\x1b[${code}m${text}\x1b[0m`;
  }
  return out.trimEnd();
}
