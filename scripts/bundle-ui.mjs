// Puts Ink, React and what they need into dist/ui/app.js: as one file they load several times as fast as they do as 600
// (`npm run bench:ui` tells when the first screen is there). Without esbuild the program is the same, and opens later.
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** @param {string} root the project's folder */
export async function bundleUi(root) {
  const esbuild = await import('esbuild').catch(() => undefined);
  if (esbuild === undefined) return console.error('build: esbuild is not installed; the UI stays unbundled');
  const file = path.join(root, 'dist', 'ui', 'app.js');
  const { outputFiles } = await esbuild.build({
    entryPoints: [file],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    // Ink asks for it when DEV is set, which it never is.
    plugins: [{ name: 'no-devtools', setup: withoutDevtools }],
    // CommonJS packages inside ask for Node's own modules by require.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
    legalComments: 'eof',
    logLevel: 'warning',
  });
  writeFileSync(file, outputFiles[0].contents);
}

function withoutDevtools(build) {
  build.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'none', namespace: 'none' }));
  build.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'export default {};' }));
}
