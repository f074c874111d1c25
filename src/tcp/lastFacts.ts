/**
 * What is made of an object anew each time it is asked for, kept for the last few that it was made for: a session that is
 * judged asks for the same things a hundred times, and thousands that wait must not hold them all.
 */
const KEPT = 8;

export class LastFacts<Facts> {
  private readonly owners: (object | null)[] = new Array<object | null>(KEPT).fill(null);
  private readonly facts: (Facts | null)[] = new Array<Facts | null>(KEPT).fill(null);
  private next = 0;

  /** @returns null where they were not kept, or too many others came since */
  of(owner: object): Facts | null {
    const at = this.owners.indexOf(owner);
    return at < 0 ? null : this.facts[at]!;
  }

  keep(owner: object, facts: Facts): Facts {
    this.owners[this.next] = owner;
    this.facts[this.next] = facts;
    this.next = (this.next + 1) % KEPT;
    return facts;
  }
}
