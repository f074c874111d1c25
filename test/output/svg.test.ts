/** `--format svg`: pictures of ladders that are well-formed, whole and legible. */
import { describe, expect, test } from 'vitest';
import { THEME_NAMES } from '../../src/cli/options.js';
import { PALETTES } from '../../src/output/export/palette.js';
import { xml } from '../../src/output/export/xml.js';
import { recordings } from '../support/cases.js';
import { ROOT, run } from '../support/run.js';

/** Relative luminance and contrast (WCAG 2.2). */
function contrast(one: string, other: string): number {
  const luminance = (color: string): number => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

/** Every tag is closed in order, and nothing in text or attributes is markup. */
function tagsOf(svg: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  const rest = svg.replace(
    /<(\/?)([a-z]+)((?: [a-z-]+="[^"<>&]*(?:&[a-z#0-9]+;[^"<>&]*)*")*)(\/?)>/gi,
    (_, close, name, _attributes, empty) => {
      names.push(name);
      if (close === '/') expect(open.pop()).toBe(name);
      else if (empty !== '/') open.push(name);
      return '';
    },
  );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<]|&(?!(amp|lt|gt|quot|#39);)/);
  return names;
}

test.each(recordings().map(({ name }) => name))(
  '%s: well-formed, with nothing but shapes and text in it',
  async (name) => {
    const svg = (
      await recordings()
        .find((each) => each.name === name)!
        .analysed()
    ).render('svg');
    const allowed = ['svg', 'title', 'style', 'rect', 'g', 'path', 'text'];
    expect([...new Set(tagsOf(svg))].filter((tag) => !allowed.includes(tag))).toEqual([]);
    expect(svg).not.toMatch(/href|url\(|letmein/);
  },
);

test('has a row for every frame, its label as text, and the theme that was asked for', () => {
  const draw = (...args: string[]) => run(['-F', 'svg', ...args, 'fixtures/active/capture.pcap'], { cwd: ROOT }).stdout;
  const svg = draw();
  expect(svg).toMatch(/data-frame="31"[\s\S]*?>PORT 10,77,0,2,221,219<\/text>/);
  expect(svg).toContain('>② ✔ 60,000 bytes, complete</text>');
  expect(svg).toContain('prefers-color-scheme:dark');
  expect(draw('--theme', 'contrast')).toContain(`--paper:${PALETTES.contrast.paper}`);
  expect(draw('--theme', 'contrast')).not.toContain('prefers-color-scheme');
});

test('what the network says stays text', () => {
  expect(xml(`<b a="1" b='2'>&amp;\u0000\ud800</b>`)).toBe(
    '&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;amp;\ufffd\ufffd&lt;/b&gt;',
  );
  expect(xml('👩‍👩‍👧')).toBe('👩‍👩‍👧');
});

describe.each(THEME_NAMES)('the theme %s', (theme) => {
  const { paper, band, rule, ...inks } = PALETTES[theme];
  test.each(Object.entries(inks))('%s is legible', (_name, color) => {
    expect(contrast(color, paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color, band)).toBeGreaterThanOrEqual(4.5);
  });
  test('lifelines are visible', () => expect(contrast(rule, paper)).toBeGreaterThanOrEqual(3));
});
