import { WIDE_COLUMNS } from '../../../src/ui/frame/layout.js';

/** The screens that are kept as text: from the top of the first session's ladder, these keys lead there. */
const GOLDEN_START: readonly string[] = ['1', 'g', 'enter', 'g'];

export const GOLDEN_SIZES = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
] as const;

type GoldenView = {
  readonly name: string;
  readonly keys: readonly string[];
  /** Further keys where the explanation does not stand beside the list by itself. */
  readonly narrow?: readonly string[];
};

export const GOLDEN_VIEWS: readonly GoldenView[] = [
  { name: 'sessions', keys: ['1'] },
  { name: 'ladder', keys: ['pagedown'] },
  { name: 'dialogue', keys: ['3'] },
  { name: 'transfers', keys: ['4', 'down'] },
  { name: 'content', keys: [':', '2', '1', 'enter', 'v'] },
  { name: 'findings', keys: ['5'] },
  { name: 'packet', keys: [':', '1', '5', 'enter', 'enter', 'pagedown'] },
  { name: 'statistics', keys: ['7'] },
  { name: 'explanation', keys: [':', '1', '5', 'enter'], narrow: ['e'] },
  { name: 'keys', keys: ['?'] },
];

/** What leads to the view from anywhere. */
export const goldenKeys = ({ keys, narrow = [] }: GoldenView, columns: number): readonly string[] => [
  ...GOLDEN_START,
  ...keys,
  ...(columns < WIDE_COLUMNS ? narrow : []),
];
