import { DutyConflict, DutySearch, HeldDuty } from '../../analysis/duties/duty-search';
import { areNamed } from '../../analysis/duties/duty-sides';
import { readable } from '../../analysis/escalation/describe';
import { DUTY_PAIRS, KnownDutyPair } from '../../catalogue/duty-pairs';
import { estateOf } from '../../model/estate';
import { keyPolicies } from '../../model/key-policies';
import { statementName } from '../../policy/statement';
import { escalationSearch } from '../escalations';
import { policyExample, ref, roleExample, stringParameter } from '../example-templates';
import { partKey } from '../keys';
import { defineRule, Violation } from '../rule';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const OTHER_KEY = 'arn:aws:kms:eu-west-1:111122223333:key/0987dcba-09fe-87dc-65ba-ab0987654321';
const LOG_GROUP = 'arn:aws:logs:eu-west-1:111122223333:log-group:/orders';
const allow = (Action: unknown, Resource: unknown) => ({ Effect: 'Allow', Action, Resource });

export const separationOfDuties = defineRule({
  id: 'SeparationOfDuties',
  title: 'a principal holds both sides of a pair of duties that are to be separate',
  why: 'Each side of a pair keeps watch on the other: with both, one person or one leaked credential does alone what was to take two.',
  fix: 'Give one side to another role. Pairs of your own are dutyPairs.',
  severity: 'error',
  packs: ['strict'],
  controls: { 'nist-800-53-r5': ['AC-5'], 'well-architected': ['SEC03-BP02'] },
  links: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/rbac.html',
    'https://docs.aws.amazon.com/wellarchitected/latest/framework/sec_permissions_least_privileges.html',
  ],
  unknown: 'A pair that hangs on a token, on a boundary that is not part of the app, or on a condition about the circumstances of the request is a '
    + 'warning that names it. Actions that work on the same kind of resource count when they are allowed on the same one.',
  examples: {
    bad: [
      policyExample('it writes the policy of a key and decrypts with it', allow(['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'], '*'), allow('kms:Decrypt', KEY)),
      policyExample('it writes logs and deletes them', allow('logs:PutLogEvents', `${LOG_GROUP}:*`), allow('logs:DeleteLogStream', `${LOG_GROUP}:*`)),
      policyExample('it approves its own change', allow('codecommit:*', 'arn:aws:codecommit:eu-west-1:111122223333:orders')),
      {
        ...policyExample('it does what the app says is to be separate', allow(['sagemaker:CreateModelPackage', 'sagemaker:UpdateModelPackage'], '*')),
        options: {
          dutyPairs: [{ id: 'model-and-approval', title: 'register a model and approve it', oneSide: ['sagemaker:CreateModelPackage'], otherSide: ['sagemaker:UpdateModelPackage'] }],
        },
      },
    ],
    good: [
      policyExample('it administers one key and uses another', allow(['kms:PutKeyPolicy', 'kms:DisableKey'], OTHER_KEY), allow('kms:Decrypt', KEY)),
      policyExample('it reads and writes the objects of a bucket', allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::reports/*')),
      roleExample('the permissions boundary takes one side away', {
        Policies: [{ PolicyName: 'Work', PolicyDocument: { Version: '2012-10-17', Statement: allow(['backup:StartBackupJob', 'backup:DeleteRecoveryPoint'], '*') } }],
        PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      }),
    ],
    unknown: [
      { ...policyExample('one key is a parameter', allow('kms:PutKeyPolicy', ref('Key')), allow('kms:Decrypt', KEY)), parameters: stringParameter('Key') },
    ],
  },
  askedFor: ({ dutyPairs = [] }) => dutyPairs.length > 0,
  *check(model, { dutyPairs = [] }) {
    const [pairs, keys] = [[...DUTY_PAIRS, ...dutyPairs], keyPolicies(model)];
    const estate = estateOf(model);
    if (keys.length === 0 && !areNamed(pairs, estate.allowed)) {
      return;
    }
    const search = new DutySearch(pairs, escalationSearch(model).landscape, keys);
    const found = estate.principals.map((principal) => ({ principal, conflicts: search.conflictsOf(principal) }))
      .filter(({ conflicts }) => conflicts.length > 0);
    const told = new Set<string>();
    for (const { principal: { resource, location, groups, hypothetical }, conflicts } of found) {
      const ofGroups = found.filter(({ principal: { key } }) => groups.includes(key)).flatMap((group) => group.conflicts).map(({ pair }) => pair);
      for (const conflict of conflicts.filter(({ pair }) => !ofGroups.includes(pair))) {
        // A policy that is attached to nobody is judged for a role and for a user: once is enough.
        const place = `${resource.key} ${location} ${conflict.pair.id}`;
        if (!hypothetical || !told.has(place)) {
          told.add(place);
          yield { template: resource.template, resource, location, ...problemOf(conflict) };
        }
      }
    }
  },
});

function problemOf({ pair, one, other, shared, doubts }: DutyConflict): Omit<Violation, 'template' | 'resource' | 'location'> {
  const actions = [one, other].map(({ action }) => action);
  const { why, severity }: Partial<KnownDutyPair> = pair;
  const message = `may ${pair.title}: ${actions.join(' and ')}${shared ? ' on the same resource' : ''}`;
  return {
    key: `${partKey('Duties', [pair.id])};${partKey('Action', actions)}`,
    message: doubts.length === 0 ? message : `${message}, unless ${doubts.map(readable).join(', ')} prevents it`,
    witness: [one, other].map(describe).join(' + '),
    fix: `${why === undefined ? '' : `${why} `}Leave ${actions[0]} or ${actions[1]}, and what goes with it, to another role.`,
    ...(severity && { severity }),
    ...(doubts.length > 0 && { unknown: true }),
  };
}

function describe({ action, resource, by }: HeldDuty): string {
  const patterns = by?.statement.resource;
  const on = patterns ? `${patterns.negated ? 'all but ' : ''}${patterns.patterns.join(', ')}` : readable(resource.toString());
  return `${action} on ${on}${by ? ` (${by.policy}, ${statementName(by.statement)})` : ''}`;
}
