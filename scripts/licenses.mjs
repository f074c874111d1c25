// What dist/ contains of other packages, and the notices that have to go with it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The folders of the packages of which code is in a bundle.
 * @param {import('esbuild').Metafile['outputs']} outputs
 * @returns {string[]} relative to the project's folder, sorted
 */
export function bundledPackages(outputs) {
  const folders = new Set();
  for (const { inputs } of Object.values(outputs))
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  return [...folders].sort();
}

/**
 * The text of THIRD_PARTY_LICENSES: name, version, licence and notice of each bundled package.
 * @param {string} root the project's folder
 * @param {readonly string[]} folders those of `bundledPackages`
 */
export function noticesOf(root, folders) {
  const parts = folders.map((folder) => {
    const { name, version, license, author, homepage } = JSON.parse(
      readFileSync(path.join(root, folder, 'package.json'), 'utf8'),
    );
    if (typeof license !== 'string') throw new Error(`${name} ${version} names no license`);
    const file = licenseFile(path.join(root, folder));
    const by = typeof author === 'string' ? author : author?.name;
    const text = file === undefined ? fallback(name, license, by) : readFileSync(file, 'utf8').trim();
    const head = [`${name} ${version}`, license, homepage].filter((line) => typeof line === 'string' && line !== '');
    return `${head.join('\n')}\n\n${text.replaceAll('\r\n', '\n')}\n`;
  });
  const line = `${'-'.repeat(80)}\n\n`;
  return `The files of dist/ contain code of the following packages.\n\n${line}${parts.join(`\n${line}`)}`;
}

function licenseFile(folder) {
  const name = readdirSync(folder).find((each) => /^(licen[cs]e|copying)([.-]|$)/i.test(each));
  const file = name === undefined ? undefined : path.join(folder, name);
  return file !== undefined && existsSync(file) ? file : undefined;
}

/** A package that is under a well-known licence and ships no copy of it. */
function fallback(name, license, author) {
  if (license !== 'MIT') throw new Error(`${name} ships no text of its license, ${license}`);
  return [
    `Copyright (c) ${author ?? `the authors of ${name}`}`,
    '',
    'Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated',
    'documentation files (the "Software"), to deal in the Software without restriction, including without limitation the',
    'rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to',
    'permit persons to whom the Software is furnished to do so, subject to the following conditions:',
    '',
    'The above copyright notice and this permission notice shall be included in all copies or substantial portions of the',
    'Software.',
    '',
    'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE',
    'WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR',
    'COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR',
    'OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.',
  ].join('\n');
}
