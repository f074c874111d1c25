// What `npm pack` and `npm publish` change in package.json and README.md while they pack, and take back afterwards: the
// published package lists what it loads at run time, for Ink and React are in dist/, and README's pictures are found from
// npm's page too.
const { readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const file = (name) => path.join(__dirname, name);
const { name, version, scripts } = JSON.parse(readFileSync(file('package.json'), 'utf8'));
/** A public mirror of npm's packages: docs/ is packed. */
const PICTURES = `https://cdn.jsdelivr.net/npm/${name}@${version}/`;

function changeReadme(change) {
  writeFileSync(file('README.md'), change(readFileSync(file('README.md'), 'utf8')));
}

module.exports = {
  indent: 2,
  remove: [
    'dependencies.ink',
    'dependencies.pure-rand',
    'dependencies.react',
    'dependencies.yaml',
    'dependencies.yoga-layout',
    'devDependencies',
    'allowScripts',
    // npm asks for `postpack` when the package is packed.
    ...Object.keys(scripts)
      .filter((script) => script !== 'postpack')
      .map((script) => `scripts.${script.replaceAll('.', '\\.')}`),
  ],
  // Once installed, the code that this V8 makes of the program is kept beside it.
  replace: { 'scripts.postinstall': 'node dist/main.js --write-code --version' },
  onClean: () => changeReadme((text) => text.replace(/(!\[[^\]]*\]\()(docs\/)/g, `$1${PICTURES}$2`)),
  onRestore: () => changeReadme((text) => text.replaceAll(PICTURES, '')),
};
