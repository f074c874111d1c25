/** Whether checks can be asked one after the other: each after those that it needs. */
import { nearestWord } from '../filter/nearest.js';
import type { SheetParams } from './codes.js';
import type { Check } from './sheet.js';

type NeedCode = 'id-repeated' | 'needs-unknown' | 'needs-circle';
type Wrong = <Code extends NeedCode>(check: Check, code: Code, params: SheetParams[Code]) => void;

/** Reports ids that are there twice, needs that are not there, and checks that need each other. */
export function verifyNeeds(checks: readonly Check[], wrong: Wrong): void {
  const byId = new Map<string, Check>();
  for (const check of checks) {
    if (byId.has(check.id)) wrong(check, 'id-repeated', { id: check.id });
    else byId.set(check.id, check);
  }
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (check: Check): void => {
    if (done.has(check.id)) return;
    const at = way.indexOf(check.id);
    if (at >= 0) {
      wrong(check, 'needs-circle', { ids: [...way.slice(at), check.id] });
      return;
    }
    way.push(check.id);
    for (const id of check.needs) {
      const needed = byId.get(id);
      if (needed) visit(needed);
      else wrong(check, 'needs-unknown', { needs: id, meant: nearestWord([...byId.keys()], id) });
    }
    way.pop();
    done.add(check.id);
  };
  for (const check of byId.values()) visit(check);
}
