/** Colours of drawn exports: what each stands for, in each theme. Text is legible on its paper (WCAG 2.2, 4.5:1). */
import type { ThemeName } from '../../cli/options.js';

export type Palette = {
  readonly paper: string;
  /** Behind headings and the chosen row. */
  readonly band: string;
  readonly ink: string;
  readonly muted: string;
  /** Lifelines and borders. */
  readonly rule: string;
  readonly control: string;
  readonly data: string;
  readonly command: string;
  readonly reply: string;
  readonly announcement: string;
  readonly good: string;
  readonly bad: string;
};

export const PALETTES: Readonly<Record<ThemeName, Palette>> = {
  light: {
    paper: '#ffffff',
    band: '#eef2f6',
    ink: '#1b1f24',
    muted: '#57606a',
    rule: '#8c959f',
    control: '#1f5fa8',
    data: '#7a3e9d',
    command: '#8a4600',
    reply: '#116329',
    announcement: '#6f2da8',
    good: '#116329',
    bad: '#b3261e',
  },
  dark: {
    paper: '#0d1117',
    band: '#1c2530',
    ink: '#e6edf3',
    muted: '#9aa4ae',
    rule: '#6e7681',
    control: '#79b8ff',
    data: '#d2a8ff',
    command: '#f0b775',
    reply: '#7ee787',
    announcement: '#e0b3ff',
    good: '#7ee787',
    bad: '#ff9b94',
  },
  contrast: {
    paper: '#000000',
    band: '#1f1f1f',
    ink: '#ffffff',
    muted: '#ffffff',
    rule: '#ffffff',
    control: '#ffffff',
    data: '#ffff66',
    command: '#ffff66',
    reply: '#ffffff',
    announcement: '#66ffff',
    good: '#ffffff',
    bad: '#ffb3b3',
  },
  colorblind: {
    paper: '#ffffff',
    band: '#eef2f6',
    ink: '#1b1f24',
    muted: '#57606a',
    rule: '#8c959f',
    control: '#005b96',
    data: '#7a4b00',
    command: '#1b1f24',
    reply: '#005b96',
    announcement: '#8a3f6b',
    good: '#005b96',
    bad: '#a13d00',
  },
  plain: {
    paper: '#ffffff',
    band: '#ffffff',
    ink: '#000000',
    muted: '#000000',
    rule: '#000000',
    control: '#000000',
    data: '#000000',
    command: '#000000',
    reply: '#000000',
    announcement: '#000000',
    good: '#000000',
    bad: '#000000',
  },
};

/** The palette as custom properties: '--paper:#ffffff;--ink:#1b1f24'. */
export const variables = (theme: ThemeName): string =>
  Object.entries(PALETTES[theme])
    .map(([name, color]) => `--${name}:${color}`)
    .join(';');

/** Rules of a document: one theme, or light and, where the reader's system asks for it, dark. */
export function themeRules(selector: string, theme: ThemeName | null): string {
  if (theme !== null) return `${selector}{${variables(theme)}}`;
  return `${selector}{${variables('light')}}@media (prefers-color-scheme:dark){${selector}{${variables('dark')}}}`;
}
