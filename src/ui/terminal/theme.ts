/** What colours mean, and the themes that give each meaning its look. A new theme is a name, a row of THEMES and its words in `text/en/ui/screen.ts`. */

export type Role =
  | 'plain'
  | 'dim'
  | 'strong'
  | 'title'
  | 'bar'
  | 'barStrong'
  | 'tab'
  | 'tabActive'
  | 'header'
  | 'section'
  | 'rule'
  | 'key'
  | 'match'
  | 'hit'
  | 'mark'
  | 'handshake'
  | 'command'
  | 'reply'
  | 'replyWait'
  | 'replyError'
  | 'data'
  | 'teardown'
  | 'announcement'
  | 'good'
  | 'info'
  | 'warning'
  | 'alert'
  | 'first'
  | 'second'
  | 'third'
  | 'fourth'
  | 'fifth'
  | 'sixth';

/** SGR parameters (ECMA-48 §8.3.117), each written as an escape sequence of its own. */
type Look = readonly string[];
export const THEME_NAMES = ['dark', 'light', 'contrast', 'colorblind', 'plain'] as const;
export type ThemeName = (typeof THEME_NAMES)[number];

export type Theme = {
  readonly name: ThemeName;
  readonly looks: Readonly<Partial<Record<Role, Look>>>;
};

/** Looks that need no colour: what remains with NO_COLOR. */
const SHAPES: Theme['looks'] = {
  strong: ['1'],
  title: ['1'],
  bar: ['7'],
  barStrong: ['7', '1'],
  tabActive: ['7', '1'],
  header: ['1'],
  section: ['1'],
  key: ['1'],
  match: ['4', '1'],
  hit: ['7'],
  mark: ['1'],
  replyError: ['1'],
  announcement: ['1'],
  alert: ['1'],
};

export const THEMES: readonly Theme[] = [
  {
    name: 'dark',
    looks: {
      ...SHAPES,
      dim: ['90'],
      bar: ['48;5;24', '97'],
      barStrong: ['48;5;24', '97', '1'],
      tab: ['37'],
      tabActive: ['48;5;31', '97', '1'],
      header: ['90', '4'],
      section: ['1', '97'],
      rule: ['90'],
      key: ['96', '1'],
      match: ['43', '30'],
      hit: ['48;5;31', '97'],
      mark: ['93', '1'],
      handshake: ['36'],
      command: ['93'],
      reply: ['92'],
      replyWait: ['32'],
      replyError: ['91', '1'],
      data: ['94'],
      teardown: ['35'],
      announcement: ['95', '1'],
      good: ['92'],
      info: ['36'],
      warning: ['93'],
      alert: ['91', '1'],
      first: ['97'],
      second: ['96'],
      third: ['93'],
      fourth: ['95'],
      fifth: ['92'],
      sixth: ['94'],
    },
  },
  {
    name: 'light',
    looks: {
      ...SHAPES,
      dim: ['38;5;243'],
      bar: ['48;5;24', '97'],
      barStrong: ['48;5;24', '97', '1'],
      tabActive: ['48;5;31', '97', '1'],
      header: ['38;5;243', '4'],
      rule: ['38;5;246'],
      key: ['34', '1'],
      match: ['43', '30'],
      hit: ['48;5;153', '30'],
      mark: ['38;5;130', '1'],
      handshake: ['38;5;30'],
      command: ['38;5;94'],
      reply: ['38;5;22'],
      replyWait: ['38;5;28'],
      replyError: ['31', '1'],
      data: ['34'],
      teardown: ['35'],
      announcement: ['38;5;90', '1'],
      good: ['38;5;22'],
      info: ['38;5;30'],
      warning: ['38;5;130'],
      alert: ['31', '1'],
      first: ['30'],
      second: ['38;5;30'],
      third: ['38;5;94'],
      fourth: ['38;5;90'],
      fifth: ['38;5;22'],
      sixth: ['34'],
    },
  },
  {
    name: 'contrast',
    looks: {
      ...SHAPES,
      bar: ['107', '30', '1'],
      barStrong: ['107', '30', '1'],
      header: ['1', '4'],
      key: ['1', '97'],
      handshake: ['97'],
      command: ['1', '93'],
      reply: ['1', '97'],
      replyWait: ['97'],
      replyError: ['1', '97', '41'],
      data: ['97'],
      teardown: ['97'],
      announcement: ['1', '96'],
      warning: ['1', '93'],
      alert: ['1', '97', '41'],
    },
  },
  {
    name: 'colorblind',
    looks: {
      ...SHAPES,
      dim: ['38;5;245'],
      bar: ['48;5;24', '97'],
      barStrong: ['48;5;24', '97', '1'],
      tabActive: ['48;5;208', '30', '1'],
      header: ['38;5;245', '4'],
      rule: ['38;5;240'],
      key: ['38;5;117', '1'],
      match: ['48;5;227', '30'],
      hit: ['48;5;25', '97'],
      mark: ['38;5;227', '1'],
      handshake: ['38;5;117'],
      command: ['38;5;214'],
      reply: ['38;5;75'],
      replyWait: ['38;5;117'],
      replyError: ['38;5;208', '1', '4'],
      data: ['38;5;33'],
      teardown: ['38;5;175'],
      announcement: ['38;5;227', '1'],
      good: ['38;5;75'],
      info: ['38;5;117'],
      warning: ['38;5;214'],
      alert: ['38;5;208', '1', '4'],
      first: ['97'],
      second: ['38;5;117'],
      third: ['38;5;214'],
      fourth: ['38;5;175'],
      fifth: ['38;5;227'],
      sixth: ['38;5;33'],
    },
  },
  { name: 'plain', looks: SHAPES },
];

export const themeNamed = (name: string): Theme | undefined => THEMES.find((theme) => theme.name === name);

/** The connections of a session in turn, for the colour mode 'by connection'. */
export const CONNECTION_ROLES: readonly Role[] = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

const RESET = '\x1b[0m';
const INVERSE = '\x1b[7m';

/** The escape sequences of a role. `cursor`: of a role in the selected row. */
export function lookOf(theme: Theme, role: Role, cursor: boolean): string {
  const look = theme.looks[role];
  if (cursor) return role === 'match' ? `${INVERSE}\x1b[4m` : INVERSE;
  return look ? look.map((code) => `\x1b[${code}m`).join('') : '';
}

export const END_OF_LOOK = RESET;
