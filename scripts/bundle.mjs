// Puts the program, Ink, React and what they need into a few files: they load several times as fast as the 800 they are
// made of. What the UI alone needs stays apart, and is read when a UI opens (`npm run bench:ui` tells how soon).
import path from 'node:path';

/** Packages that stay packages: the program asks for them at run time. */
const EXTERNAL = ['cap', 'file-type', 'fzstd', 'pako', 'pcap-parser', 'string-width'];

/**
 * @param {typeof import('esbuild')} esbuild
 * @param {string} root the project's folder
 * @param {string} output where the files go
 * @returns {Promise<import('esbuild').Metafile>} what was read and written, by names relative to `root`
 */
export async function bundle(esbuild, root, output) {
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [
      { in: 'src/cli/main.ts', out: 'main' },
      { in: 'src/index.ts', out: 'index' },
    ],
    outdir: output,
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    metafile: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    jsx: 'automatic',
    external: EXTERNAL,
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': '"false"',
      'Intl.Segmenter': 'LazySegmenter',
      // Where there is a fetch, yoga-layout decodes its own code with it: 30 ms for loading a web client that never speaks.
      fetch: 'undefined',
    },
    inject: [path.join(root, 'scripts', 'lazySegmenter.mjs')],
    plugins: [{ name: 'ink', setup: forInk }],
    // CommonJS packages inside ask for Node's own modules by require.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
    // For `node --enable-source-maps`; without it a stack trace shows the names of src/, and the lines of dist/.
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'eof',
    logLevel: 'warning',
  });
  return metafile;
}

/** What Ink never uses here, or has a cheaper form of in src/. */
function forInk(build) {
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
