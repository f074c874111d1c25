/** Finds phrases in source code: string literals and templates that only `src/text/` may have. */
import { type AnyNode, type Node, parse } from 'acorn';
import { transformSync } from 'esbuild';

/** Two words with nothing but a blank and punctuation between them. */
const TWO_WORDS = /\p{L}{2,}[,;:.!?)'"’]*\s+(?:\p{L}\s+)?[('"‘]*\p{L}{2,}/u;
/** Stands for a value that is put in; a character of private use. */
const VALUE = '\ue000';
/** A word beside a value that is put in: 'frame …'. */
const WORD_AND_VALUE = /(?<![\p{L}-])\p{L}{3,}[,;:]?\s+\ue000|\ue000[,;:]?\s+\p{L}{3,}/u;
const ERRORS: ReadonlySet<string> = new Set(['Error', 'TypeError', 'RangeError']);

/** Tags of XML and HTML, and rules of CSS, are no words; what stands between them may be. */
const MARKUP = /<[^<>]*>?|[^{}<>]*\{[^{}]*\}/g;

function isPhrase(literal: string): boolean {
  const text = literal.replace(MARKUP, ' ');
  return TWO_WORDS.test(text) || WORD_AND_VALUE.test(text);
}

/** The phrases of one TypeScript file, in order; values that are put in are written '…'. Messages of `new Error` are not given. */
export function phrasesIn(source: string, isJsx: boolean): string[] {
  const { code } = transformSync(source, { loader: isJsx ? 'tsx' : 'ts', jsx: 'automatic', target: 'es2022' });
  const phrases: string[] = [];
  visit(parse(code, { ecmaVersion: 2022, sourceType: 'module', allowHashBang: true }), (text) => {
    if (isPhrase(text)) phrases.push(text.replaceAll(VALUE, '…'));
  });
  return phrases;
}

function visit(node: Node, found: (text: string) => void): void {
  const any = node as AnyNode;
  switch (any.type) {
    case 'ImportDeclaration':
    case 'ImportExpression':
      return;
    case 'NewExpression':
      if (any.callee.type === 'Identifier' && ERRORS.has(any.callee.name)) return;
      break;
    case 'Literal':
      if (typeof any.value === 'string') found(any.value);
      return;
    case 'TemplateLiteral':
      found(any.quasis.map(({ value }) => value.cooked ?? value.raw).join(VALUE));
      break;
  }
  for (const value of Object.values(any) as unknown[])
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, found);
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
