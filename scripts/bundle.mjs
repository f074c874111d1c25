// Puts the program, Ink, React and what they need into one file, and the library into another: one file loads several
// times as fast as the 800 that it is made of, and V8's code for it can be kept (`src/cli/launch.ts`).
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Packages that stay packages: the program asks for them at run time. */
const EXTERNAL = ['cap', 'file-type', 'fzstd', 'pako', 'pcap-parser', 'string-width'];

/**
 * @param {typeof import('esbuild')} esbuild
 * @param {string} root the project's folder
 * @param {string} output where the files go
 * @returns {Promise<import('esbuild').Metafile['outputs']>} what was read and written, by names relative to `root`
 */
export async function bundle(esbuild, root, output) {
  const common = {
    absWorkingDir: root,
    outdir: output,
    bundle: true,
    metafile: true,
    platform: 'node',
    target: 'node20',
    external: EXTERNAL,
    // For `node --enable-source-maps`; without it a stack trace shows the names of src/, and the lines of dist/.
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'eof',
    logLevel: 'warning',
  };
  const results = await Promise.all([
    esbuild.build({ ...common, entryPoints: [{ in: 'src/cli/launch.ts', out: 'main' }], format: 'esm' }),
    esbuild.build({ ...common, ...forProgram(root), entryPoints: [{ in: 'src/cli/main.ts', out: 'program' }] }),
    esbuild.build({ ...common, ...COMMON_JS, entryPoints: [{ in: 'src/text/zh/index.ts', out: 'zh' }] }),
    esbuild.build({ ...common, ...FOR_LIBRARY, entryPoints: [{ in: 'src/index.ts', out: 'index' }] }),
  ]);
  inAscii(path.join(output, 'program.cjs'));
  return Object.assign({}, ...results.map(({ metafile }) => metafile.outputs));
}

/** esbuild leaves characters in templates as they are. Escaped they mean the same, but to `String.raw`. */
function inAscii(file) {
  const text = readFileSync(file, 'utf8');
  if (/String\.raw`[^`]*[^\0-\x7f`]/.test(text)) throw new Error(`${file}: String.raw would read what is escaped`);
  const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  writeFileSync(file, text.replace(/[^\0-\x7f]/g, escaped));
}

const FOR_LIBRARY = {
  format: 'esm',
  splitting: true,
  chunkNames: '[name]-[hash]',
  // CommonJS packages inside ask for Node's own modules by require.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
  },
};

/**
 * Of what is read at every start: short, but for names, which stack traces show; ASCII, for that is read fast; and without
 * `import()`, which code that was kept cannot do.
 */
const COMMON_JS = {
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  minifyWhitespace: true,
  minifySyntax: true,
  charset: 'ascii',
  legalComments: 'none',
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': '__programUrl' },
  banner: { js: "const __programUrl = require('node:url').pathToFileURL(__filename).href;" },
};

const forProgram = (root) => ({
  ...COMMON_JS,
  jsx: 'automatic',
  define: {
    ...COMMON_JS.define,
    'process.env.NODE_ENV': '"production"',
    'process.env.DEV': '"false"',
    'Intl.Segmenter': 'LazySegmenter',
    // Where there is a fetch, yoga-layout decodes its own code with it: 30 ms for loading a web client that never speaks.
    fetch: 'undefined',
  },
  inject: [path.join(root, 'scripts', 'lazySegmenter.mjs')],
  plugins: [
    { name: 'ink', setup: forInk },
    { name: 'yoga', setup: forYoga },
    { name: 'languages', setup: forLanguages },
  ],
});

/** What Ink never uses here, or has a cheaper form of in src/. */
function forInk(build) {
  // It awaits only what it does where DEV is set.
  build.onLoad({ filter: /\/ink\/build\/reconciler\.js$/ }, ({ path: file }) => ({
    contents: readFileSync(file, 'utf8').replaceAll('await ', ''),
  }));
  // Asked for when DEV is set, which it never is.
  build.onResolve({ filter: /\/devtools\.js$/ }, () => ({ path: 'devtools', namespace: 'none' }));
  build.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: '' }));
  // Loading it takes 40 ms, for widths that `displayWidth` knows; what it does not know it asks string-width itself.
  build.onResolve({ filter: /^string-width$/ }, ({ resolveDir }) =>
    resolveDir.includes('node_modules') ? { path: 'width', namespace: 'width' } : undefined,
  );
  build.onLoad({ filter: /.*/, namespace: 'width' }, () => ({
    contents: "export { displayWidth as default } from './src/bytes/text.ts';",
    resolveDir: build.initialOptions.absWorkingDir,
  }));
}

/** yoga-layout waits for its own code while it is imported, which nothing in a CommonJS file may do: `import()` of it waits. */
function forYoga(build) {
  build.onResolve({ filter: /^yoga-layout$/ }, ({ resolveDir }) => ({
    path: 'yoga',
    namespace: 'yoga',
    pluginData: { resolveDir },
  }));
  build.onLoad({ filter: /.*/, namespace: 'yoga' }, ({ pluginData: { resolveDir } }) => ({
    contents: `
      import { loadYoga } from 'yoga-layout/load';
      const Yoga = {};
      const ready = loadYoga().then((yoga) => void Object.assign(Yoga, yoga));
      export const then = (resolve, reject) => ready.then(resolve, reject);
      export default Yoga;`,
    resolveDir,
  }));
}

/** A language that is not asked for is not loaded: it has a file of its own. */
function forLanguages(build) {
  build.onResolve({ filter: /^\.\/zh\/index\.js$/ }, () => ({ path: './zh.cjs', external: true }));
}
