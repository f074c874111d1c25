/** The text of a sheet -> `Sheet`, or everything that is wrong with it, each with line and column. */
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseAllDocuments,
  visit,
} from 'yaml';
import { type Fact, factsOf } from '../../fact.js';
import { LIMITS } from '../../limits.js';
import { CAPTURE_LANGUAGE } from '../filter/fields.js';
import { readExpression } from '../filter/filter.js';
import { nearestWord } from '../filter/nearest.js';
import type { SheetParams } from './codes.js';
import { verifyNeeds } from './needs.js';
import type { Check, Expression, Parameter, Requirement, Sheet } from './sheet.js';

/** What is wrong, and where: 1-based. */
export type SheetProblem = { readonly fact: Fact<SheetParams>; readonly line: number; readonly column: number };

const problem = factsOf<SheetParams>();
type Code = keyof SheetParams;

/** Never throws. */
export function readSheet(text: string): { readonly sheet: Sheet } | { readonly problems: readonly SheetProblem[] } {
  const reader = new SheetReader(text);
  const sheet = reader.read();
  return sheet !== null && reader.problems.length === 0 ? { sheet } : { problems: reader.problems };
}

type YamlNode = ParsedNode | null;
type Members = ReadonlyMap<string, { readonly key: ParsedNode; readonly value: YamlNode }>;

const SOURCES = ['set', 'folder', 'file'] as const;
/** Names that files, other formats and expressions can carry. */
const ID = /^[\w.-]{1,80}$/;
const PARAMETER = /^[A-Za-z_]\w{0,40}$/;

class SheetReader {
  readonly problems: SheetProblem[] = [];
  readonly #lines = new LineCounter();
  #parameters: ReadonlySet<string> = new Set();

  constructor(private readonly text: string) {}

  read(): Sheet | null {
    if (this.text.length > LIMITS.sheetCharacters) return this.#wrong('too-long', { limit: LIMITS.sheetCharacters }, 0);
    const root = this.#document();
    if (this.problems.length > 0) return null;
    const members = this.#object(root, 'sheet', ['title', 'param', 'require', 'check']);
    if (members === null) return null;
    const param = this.#param(members);
    this.#parameters = new Set(param.map(({ name }) => name));
    const require = this.#list(members, 'require').map((node) => this.#requirement(node));
    if (!members.has('check')) this.#wrong('member-missing', { member: 'check' }, root);
    const checks = this.#list(members, 'check').map((node) => this.#check(node));
    if (members.get('check')?.value != null && checks.length === 0)
      this.#wrong('member-wrong', { member: 'check', wanted: 'list' }, members.get('check')!.key);
    const places = new Map(checks.flatMap((one) => (one === null ? [] : [[one.check, one.places] as const])));
    const check = [...places.keys()];
    verifyNeeds(check, (one, code, params) => {
      const { id, needs } = places.get(one)!;
      this.#wrong(code, params, code === 'id-repeated' ? id : needs);
    });
    return {
      title: this.#text(members, 'title'),
      param,
      require: require.filter((one) => one !== null),
      check,
    };
  }

  /** The one document of the text; null where there is none, or problems. */
  #document(): YamlNode {
    let documents: ReturnType<typeof parseAllDocuments>;
    try {
      documents = parseAllDocuments(this.text, { lineCounter: this.#lines, prettyErrors: false, merge: false });
    } catch {
      // Thousands of brackets inside each other are more than the parser's stack holds.
      return this.#wrong('too-deep', {}, 0);
    }
    const [document, more] = Array.isArray(documents) ? documents : [];
    if (document === undefined || document.contents === null) {
      const [error] = document?.errors ?? [];
      return error === undefined
        ? this.#wrong('empty', {}, 0)
        : this.#wrong('unreadable', { code: error.code }, error.pos[0]);
    }
    for (const { code, pos } of [...document.errors, ...document.warnings].slice(0, LIMITS.sheetProblems))
      this.#wrong(code === 'TAG_RESOLVE_FAILED' ? 'not-taken' : 'unreadable', code === 'TAG_RESOLVE_FAILED' ? { what: 'tag' } : { code }, pos[0]); // biome-ignore format: one line
    if (more !== undefined) this.#wrong('several-documents', {}, more.range?.[0] ?? 0);
    let alias: Alias | null = null;
    visit(document, {
      Alias: (_key, node) => {
        alias = node;
        return visit.BREAK;
      },
    });
    if (alias !== null) this.#wrong('not-taken', { what: 'alias' }, alias as ParsedNode);
    return document.contents as ParsedNode;
  }

  #param(members: Members): Parameter[] {
    const entry = members.get('param');
    if (entry === undefined || isNull(entry.value)) return [];
    const named = this.#object(entry.value, 'param', null);
    return [...(named ?? [])].flatMap(([name, { key, value }]) => {
      if (!PARAMETER.test(name)) this.#wrong('member-wrong', { member: name, wanted: 'name' }, key);
      const own = isNull(value) ? new Map() : this.#object(value, name, ['from', 'default']);
      if (own === null) return [];
      const from = this.#text(own, 'from') ?? 'set';
      const source = SOURCES.find((one) => one === from);
      if (source === undefined)
        this.#wrong('member-wrong', { member: 'from', wanted: 'source' }, own.get('from')?.value);
      return [{ name, from: source ?? 'set', default: this.#text(own, 'default') }];
    });
  }

  #requirement(node: YamlNode): Requirement | null {
    if (isScalar(node)) {
      const expr = this.#expression(node);
      return expr && { expr, hint: null };
    }
    const members = this.#object(node, 'require', ['expr', 'hint']);
    const expr = members && this.#expressionOf(members, node);
    return members && expr && { expr, hint: this.#text(members, 'hint') };
  }

  #check(node: YamlNode): { check: Check; places: { id: YamlNode; needs: YamlNode } } | null {
    const members = this.#object(node, 'check', ['id', 'title', 'points', 'expr', 'needs', 'hint', 'explain']);
    if (members === null) return null;
    const id = this.#text(members, 'id');
    const idNode = members.get('id')?.value ?? node;
    if (id === null) this.#wrong('member-missing', { member: 'id' }, node);
    else if (!ID.test(id)) this.#wrong('member-wrong', { member: 'id', wanted: 'id' }, idNode);
    const expr = this.#expressionOf(members, node);
    const needsNode = members.get('needs')?.value ?? null;
    const needs = isNull(needsNode) ? [] : isSeq(needsNode) ? needsNode.items : [needsNode];
    const check = {
      title: this.#text(members, 'title'),
      points: this.#number(members, 'points') ?? 1,
      needs: needs.map((one) => this.#scalarText(one as YamlNode, 'needs') ?? ''),
      hint: this.#text(members, 'hint'),
      explain: this.#text(members, 'explain'),
    };
    return id === null || expr === null
      ? null
      : { check: { id, expr, ...check }, places: { id: idNode, needs: needsNode ?? node } };
  }

  #expressionOf(members: Members, node: YamlNode): Expression | null {
    const entry = members.get('expr');
    if (entry === undefined) return this.#wrong('member-missing', { member: 'expr' }, node);
    return this.#expression(entry.value ?? entry.key);
  }

  #expression(node: ParsedNode): Expression | null {
    const text = this.#scalarText(node, 'expr');
    if (text === null) return null;
    const read = readExpression(CAPTURE_LANGUAGE, text, this.#parameters);
    if ('error' in read) {
      const from = this.#within(node, text) + read.from;
      return this.#wrong('expression', { expr: text, error: read.error }, from);
    }
    return read.node === null ? this.#wrong('expression-empty', {}, node) : { text, node: read.node };
  }

  /** Where the value of a scalar stands in the sheet, as far as it stands there letter for letter. */
  #within(node: ParsedNode, value: string): number {
    const [start, end] = node.range;
    const at = this.text.slice(start, end).indexOf(value);
    return at < 0 ? start : start + at;
  }

  // What the members of a document are

  /** @param names those that there may be; null: any */
  #object(node: YamlNode, member: string, names: readonly string[] | null): Members | null {
    if (!isMap(node)) return this.#wrong('member-wrong', { member, wanted: 'object' }, node);
    const members = new Map<string, { key: ParsedNode; value: YamlNode }>();
    for (const { key, value } of node.items as { key: ParsedNode; value: YamlNode }[]) {
      const name = isScalar(key) ? String(key.value) : '';
      if (names !== null && !names.includes(name))
        this.#wrong('member-unknown', { name, meant: nearestWord(names, name), names }, key);
      members.set(name, { key, value });
    }
    return members;
  }

  #list(members: Members, member: string): readonly YamlNode[] {
    const node = members.get(member)?.value ?? null;
    if (isNull(node)) return [];
    if (!isSeq(node)) return this.#wrong('member-wrong', { member, wanted: 'list' }, node) ?? [];
    if (node.items.length > LIMITS.sheetChecks) this.#wrong('too-many', { limit: LIMITS.sheetChecks }, node);
    return (node.items as YamlNode[]).slice(0, LIMITS.sheetChecks);
  }

  #text(members: Members, member: string): string | null {
    const node = members.get(member)?.value ?? null;
    return isNull(node) ? null : this.#scalarText(node, member);
  }

  #scalarText(node: YamlNode, member: string): string | null {
    const value = isScalar(node) ? node.value : null;
    if (typeof value === 'number' || typeof value === 'boolean')
      return String((node as { source?: string }).source ?? value);
    if (typeof value === 'string' && value !== '') return value;
    return this.#wrong('member-wrong', { member, wanted: 'text' }, node);
  }

  #number(members: Members, member: string): number | null {
    const node = members.get(member)?.value ?? null;
    if (isNull(node)) return null;
    const value = isScalar(node) ? node.value : null;
    if (typeof value === 'number' && value >= 0 && value <= LIMITS.sheetPoints) return value;
    return this.#wrong('member-wrong', { member, wanted: 'number' }, node);
  }

  #wrong<C extends Code>(code: C, params: SheetParams[C], at: YamlNode | number | undefined): null {
    const offset = typeof at === 'number' ? at : (at?.range?.[0] ?? 0);
    const { line, col } = this.#lines.linePos(offset);
    if (this.problems.length < LIMITS.sheetProblems)
      this.problems.push({
        fact: problem(code, params) as Fact<SheetParams>,
        line: Math.max(1, line),
        column: Math.max(1, col),
      });
    return null;
  }
}

const isNull = (node: YamlNode | undefined): node is null | undefined =>
  node == null || (isScalar(node) && node.value === null && !isAlias(node));
