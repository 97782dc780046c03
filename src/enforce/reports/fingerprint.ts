/** Names a finding so that it is found again in a later report, though its template, its position in it and its words have changed. */
import { createHash } from 'crypto';
import { repositoryPath } from './repository';
import { Finding } from '../../rules/finding';

const LENGTH = 32;

/** By the rule, the key and the construct; where no construct is known, by the resource in its template. */
export function fingerprints(findings: readonly Finding[]): ReadonlyMap<Finding, string> {
  const counts = new Map<string, number>();
  return new Map(findings.map((finding) => {
    const { rule, key, constructPath, file, logicalId } = finding;
    const identity = JSON.stringify([rule, key, constructPath ?? `${repositoryPath(file)}#${logicalId}`]);
    const count = (counts.get(identity) ?? 0) + 1;
    counts.set(identity, count);
    return [finding, createHash('sha256').update(count === 1 ? identity : `${identity}#${count}`).digest('hex').slice(0, LENGTH)];
  }));
}
