/** What a terminal sends for a key (xterm, normal mode). */
const BYTES: Readonly<Record<string, string>> = {
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
  delete: '\x1b[3~',
  enter: '\r',
  esc: '\x1b',
  tab: '\t',
  'shift+tab': '\x1b[Z',
  backspace: '\x7f',
  space: ' ',
  f1: '\x1bOP',
  'shift+up': '\x1b[1;2A',
  'shift+down': '\x1b[1;2B',
};

export const bytesOfKey = (name: string): string =>
  BYTES[name] ?? (name.startsWith('ctrl+') ? String.fromCharCode(name.charCodeAt(5) & 0x1f) : name);
