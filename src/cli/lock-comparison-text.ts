/** Comparisons of principals in words. */
import { printable } from './terminal';
import { LockRelation, PrincipalComparison } from '../analysis/lock/compare-locks';
import { Paint, Style } from '../enforce/reports/paint';

export const RELATIONS: readonly LockRelation[] = ['broader', 'unknown', 'narrower', 'equal'];

const STYLES: Readonly<Record<LockRelation, Style>> = { broader: 'red', unknown: 'yellow', narrower: 'green', equal: 'dim' };

/** The broader ones first; of those that are equal nothing is said. */
export function comparisonText(comparisons: readonly PrincipalComparison[], paint: Paint): string {
  return changed(comparisons).flatMap((one) => [
    `${paint(STYLES[one.relation], one.relation.padEnd(9))}${printable(nameOf(one))}`,
    ...reasonsOf(one).map((reason) => `           ${printable(reason)}`),
  ]).map((line) => `${line}\n`).join('');
}

export function changed(comparisons: readonly PrincipalComparison[]): readonly PrincipalComparison[] {
  return RELATIONS.filter((relation) => relation !== 'equal').flatMap((relation) => comparisons.filter((one) => one.relation === relation));
}

/** `Orders/Worker (role, added)` */
export function nameOf({ id, kind, presence }: PrincipalComparison): string {
  return `${id} (${kind}${presence === 'both' ? '' : `, ${presence}`})`;
}

export function reasonsOf({ gained, lost, presence }: PrincipalComparison): readonly string[] {
  return [
    ...gained.map(({ words }) => `now ${words}`),
    ...(presence === 'removed' ? [] : lost.filter(({ certain }) => certain).map(({ words }) => `before ${words}`)),
  ];
}

/** `1 broader, 0 unknown, 2 narrower, 4 equal` */
export function summaryOf(comparisons: readonly PrincipalComparison[]): string {
  const counts = countsOf(comparisons);
  return RELATIONS.map((relation) => `${counts[relation]} ${relation}`).join(', ');
}

export function countsOf(comparisons: readonly PrincipalComparison[]): Readonly<Record<LockRelation, number>> {
  const of = (relation: LockRelation) => comparisons.filter((one) => one.relation === relation).length;
  return { broader: of('broader'), unknown: of('unknown'), narrower: of('narrower'), equal: of('equal') };
}
