/**
 * The rules of ARCHITECTURE.md as a function: which import, module or clock stands where it does not belong. Pure, so
 * that the rules themselves can be tested on bad samples.
 */

/** A source file: its path relative to src/, with '/', and its text. */
export type SourceFile = { readonly path: string; readonly text: string };

/** Left to right: a layer imports from those that stand before it, and from itself. */
const LAYERS = [
  'bytes',
  'capture',
  'wire',
  'tcp',
  'tls',
  'ftp',
  'model',
  'analyzer',
  'text',
  'output',
  'ui',
  'cli',
] as const;
type Layer = (typeof LAYERS)[number];

/** Files that everybody may import and that import nothing of ours, or only what is named here. */
const LEAVES: Readonly<Record<string, readonly string[]>> = {
  'limits.ts': [],
  'fact.ts': [],
  'cli/arguments.ts': ['fact.ts', 'cli/codes.ts'],
  'output/zeek/logNames.ts': [],
  'cli/options.ts': [
    'ftp/content/hashes.ts',
    'cli/arguments.ts',
    'capture/engines/names.ts',
    'output/zeek/logNames.ts',
  ],
  'cli/help.ts': ['cli/arguments.ts', 'cli/options.ts', 'output/wrap.ts', 'text/texts.ts'],
};

/** Modules that belong to some layers only. */
const MODULES: readonly { readonly name: RegExp; readonly only: readonly Layer[] }[] = [
  { name: /^(node:)?fs(\/promises)?$/, only: ['capture', 'output', 'cli'] },
  { name: /^(node:)?child_process$/, only: ['capture', 'cli'] },
  { name: /^(node:)?stream(\/.*)?$/, only: ['capture', 'output', 'ui', 'cli'] },
  { name: /^(node:)?(dgram|http|https|http2|tls|dns)(\/.*)?$/, only: [] },
  { name: /^(node:)?net$/, only: ['capture'] },
  { name: /^(node:)?(tty|readline|worker_threads|os|timers)(\/.*)?$/, only: ['capture', 'output', 'ui', 'cli'] },
  { name: /^(cap|pcap-parser|fzstd)$/, only: ['capture'] },
  { name: /^(ink|react|react\/.*)$/, only: ['ui'] },
];

/** What only the outside may touch: the core takes time from packets and says what it has to say by returning it. */
const CORE: readonly Layer[] = ['bytes', 'wire', 'tcp', 'tls', 'ftp', 'model', 'analyzer', 'text'];
const OUTSIDE_ONLY: readonly { readonly what: string; readonly code: RegExp }[] = [
  { what: 'Date.now', code: /\bDate\.now\b/ },
  { what: 'new Date()', code: /\bnew\s+Date\s*(\(\s*\)|[;,)])/ },
  { what: 'performance.now', code: /\bperformance\.now\b/ },
  { what: 'process.hrtime', code: /\bprocess\.hrtime\b/ },
  { what: 'process.env', code: /\bprocess\.env\b/ },
  { what: 'process.stdout', code: /\bprocess\.(stdout|stderr|stdin)\b/ },
  { what: 'console', code: /\bconsole\.\w+\(/ },
  { what: 'a timer', code: /\bset(Timeout|Interval|Immediate)\s*\(/ },
];

/** The program is passive. node:net is there to wait for FIFOs; nothing connects and nothing listens. */
const ACTIVE = /\b(connect|createConnection|createServer)\s*\(/;

/** Bytes may be a Buffer, whose `slice` borrows: what is kept of them is copied by `copyOf`. */
const BORROWED = /\b(bytes|body|payload|packet\.bytes)\??\.slice\s*\(/;

/** Every breach of the rules, one line each: '<file>: <what is wrong>'. Empty when all is well. */
export function breaches(files: readonly SourceFile[]): string[] {
  const paths = new Set(files.map((file) => file.path));
  return [
    ...files.flatMap((file) => fileBreaches(file, paths).map((breach) => `${file.path}: ${breach}`)),
    ...circles(files, paths),
  ];
}

/** Files that need each other, type imports included: whoever wants to read one must read all. One line for each circle. */
function circles(files: readonly SourceFile[], paths: ReadonlySet<string>): string[] {
  const imports = new Map<string, string[]>();
  for (const { path, text } of files) {
    const own = importsOf(withoutComments(text)).filter((specifier) => specifier.startsWith('.'));
    imports.set(
      path,
      own.map((specifier) => sourceOf(path, specifier, paths)).filter((each) => each !== undefined),
    );
  }
  const found: string[] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (path: string): void => {
    const at = way.indexOf(path);
    if (at >= 0) found.push(`${path}: a circle of imports: ${[...way.slice(at), path].join(' -> ')}`);
    if (at >= 0 || done.has(path)) return;
    way.push(path);
    for (const next of imports.get(path) ?? []) visit(next);
    way.pop();
    done.add(path);
  };
  for (const path of imports.keys()) visit(path);
  return found;
}

/** The file that an import means; undefined: it is not there. */
function sourceOf(from: string, specifier: string, paths: ReadonlySet<string>): string | undefined {
  const target = resolve(from, specifier);
  return [target.replace(/\.js$/, '.ts'), target.replace(/\.js$/, '.tsx')].find((path) => paths.has(path));
}

function fileBreaches(file: SourceFile, paths: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const code = withoutComments(file.text);
  for (const specifier of importsOf(code)) {
    const breach = specifier.startsWith('.')
      ? ownImport(file.path, specifier, paths)
      : moduleImport(file.path, specifier);
    if (breach) found.push(breach);
  }
  const active = ACTIVE.exec(code);
  if (active) found.push(`calls ${active[1]}: the program is passive`);
  const borrowed = BORROWED.exec(code);
  if (borrowed) found.push(`calls ${borrowed[1]}.slice: a Buffer's borrows, copyOf copies`);
  if (CORE.includes(layerOf(file.path))) {
    for (const { what, code: pattern } of OUTSIDE_ONLY) if (pattern.test(code)) found.push(`uses ${what}`);
  }
  return found;
}

function ownImport(from: string, specifier: string, paths: ReadonlySet<string>): string | undefined {
  const target = resolve(from, specifier);
  if (target.startsWith('..'))
    return target === '../package.json' ? undefined : `imports ${specifier} from outside src`;
  const source = sourceOf(from, specifier, paths);
  if (!source) return `imports ${specifier}, which is not there`;
  const allowed = LEAVES[from];
  if (allowed) return allowed.includes(source) ? undefined : `is a leaf and imports ${source}`;
  if (source in LEAVES) return undefined;
  const fromLayer = layerOf(from);
  const toLayer = layerOf(source);
  // A table of codes is what the texts of its room are written for.
  if (fromLayer === 'text' && source.endsWith('/codes.ts')) return undefined;
  if (LAYERS.indexOf(toLayer) <= LAYERS.indexOf(fromLayer)) return undefined;
  return `imports ${source}: ${fromLayer} stands before ${toLayer}`;
}

function moduleImport(from: string, specifier: string): string | undefined {
  if (from in LEAVES && specifier !== 'node:util') return `is a leaf and imports ${specifier}`;
  const rule = MODULES.find(({ name }) => name.test(specifier));
  if (!rule || rule.only.includes(layerOf(from))) return undefined;
  return `imports ${specifier}, which belongs to ${rule.only.join(', ') || 'nobody: the program is passive'}`;
}

/** Files right below src/ that are no layer of their own, and `index.ts` of the package, belong to cli: they wire things together. */
function layerOf(path: string): Layer {
  const first = path.split('/')[0]!.replace(/\.tsx?$/, '');
  return LAYERS.find((layer) => layer === first) ?? 'cli';
}

function resolve(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function importsOf(code: string): string[] {
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])([^'"\n]+)\1/g;
  return [...code.matchAll(pattern)].map((match) => match[2]!);
}

/** Comments become blanks; strings stay, since imports are strings. */
function withoutComments(text: string): string {
  const pattern = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  return text.replace(pattern, (match) => (match.startsWith('/') ? ' ' : match));
}

/** Dependencies of a package.json whose version is not one exact version. */
export function inexactDependencies(manifest: Readonly<Record<string, unknown>>): string[] {
  const groups = ['dependencies', 'optionalDependencies', 'devDependencies', 'peerDependencies'];
  return groups.flatMap((group) =>
    Object.entries((manifest[group] ?? {}) as Record<string, string>)
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${group}: ${name} ${version}`),
  );
}
