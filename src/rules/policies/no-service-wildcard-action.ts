import { expandAction, servicePrefixes } from '../../catalogue/actions';
import { Pattern } from '../../policy/pattern';
import { Matching, Statement } from '../../policy/statement';
import { Text } from '../../policy/text';
import { hasWildcard } from '../../policy/wildcards';
import { policyExample, ref, stringParameter } from '../example-templates';
import { grantKey } from '../keys';
import { defineRule } from '../rule';
import { broadGrants, describeStatement, firstOpaque, isEveryAction, isEveryResource, judgeEach, occurrencesWith, Problem } from '../select';

export const noServiceWildcardAction = defineRule({
  id: 'NoServiceWildcardAction',
  title: 'a policy statement grants every action of a service',
  why: 'It includes deletion, permissions management and every action that AWS will add to the service.',
  fix: 'Name the actions that the workload calls, or a verb with a wildcard such as s3:GetObject*.',
  severity: 'error',
  packs: ['strict'],
  controls: {
    'aws-fsbp': ['IAM.21'],
    'nist-800-53-r5': ['AC-2', 'AC-2(1)', 'AC-3', 'AC-3(7)', 'AC-3(15)', 'AC-5', 'AC-6', 'AC-6(2)', 'AC-6(3)', 'AC-6(10)'],
    'well-architected': ['SEC03-BP02'],
  },
  links: ['https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-21'],
  unknown: 'An action that is only a token is a warning.',
  examples: {
    bad: [
      policyExample('all of Amazon S3 on one bucket', { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::reports' }),
      policyExample('all services on one resource', { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::reports' }),
      {
        title: 'in the policy of a queue',
        resources: {
          Policy: {
            Type: 'AWS::SQS::QueuePolicy',
            Properties: {
              Queues: ['https://sqs.eu-west-1.amazonaws.com/111122223333/orders'],
              PolicyDocument: {
                Statement: {
                  Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/web' }, Action: 'sqs:*',
                  Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
                },
              },
            },
          },
        },
      },
      policyExample('spelt with a question mark', { Effect: 'Allow', Action: ['dynamodb:?*'], Resource: 'arn:aws:dynamodb:*:*:table/orders' }),
    ],
    good: [policyExample('a verb', { Effect: 'Allow', Action: 's3:GetObject*', Resource: 'arn:aws:s3:::reports/*' })],
    unknown: [
      {
        ...policyExample('the action is a parameter', { Effect: 'Allow', Action: ref('Action'), Resource: 'arn:aws:s3:::reports' }),
        parameters: stringParameter('Action'),
      },
    ],
  },
  *check(model) {
    yield* judgeEach(broadGrants(model), judgeStatement);
    for (const violation of judgeEach(occurrencesWith(model, grantsService, ['resource'], 'Allow'), judgeStatement)) {
      if (!WITHOUT_CHOICE.test(violation.resource!.type)) {
        yield { ...violation, severity: 'warning' };
      }
    }
  },
});

/** The policy of a key lets the account decide by kms:*. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const WITHOUT_CHOICE = /^AWS::KMS::/;

function grantsService({ negated, patterns }: Matching): boolean {
  return !negated && patterns.some((pattern) => wholeService(pattern) !== undefined);
}

function* judgeStatement(statement: Statement): Iterable<Problem> {
  const { action, resource, principal } = statement;
  const isAdmin = !principal && action.patterns.some(isEveryAction) && resource?.patterns.some(isEveryResource);
  if (action.negated || isAdmin) {
    return;
  }
  const broad = action.patterns.filter((pattern) => wholeService(pattern) !== undefined);
  const token = firstOpaque(action);
  if (broad.length > 0) {
    yield {
      key: grantKey(broad, resource?.patterns ?? []),
      message: `grants ${broad.map(wholeService).join(' and ')}`, witness: describeStatement(statement),
    };
  } else if (token) {
    yield {
      key: grantKey(action.patterns, resource?.patterns ?? []), unknown: true,
      message: `grants every action of a service if ${token.label} ends in ":*"`, witness: describeStatement(statement),
    };
  }
}

const known = new Map<string, string | undefined>();

/** What the pattern grants in full, in words. */
export function wholeService(pattern: Text): string | undefined {
  if (typeof pattern !== 'string' || !hasWildcard(pattern)) {
    return undefined;
  }
  if (!known.has(pattern)) {
    known.set(pattern, describeWhole(pattern));
  }
  return known.get(pattern);
}

function describeWhole(pattern: string): string | undefined {
  if (isEveryAction(pattern)) {
    return 'every action of every service';
  }
  const [prefix] = pattern.split(':');
  const compiled = Pattern.of(pattern, { ignoreCase: true });
  const prefixes = servicePrefixes().filter((service) => Pattern.of(prefix, { ignoreCase: true }).matches(service) === 'yes');
  const whole = prefixes.filter((service) => compiled.covers(Pattern.of(`${service}:*`)) === 'yes' || isAllOf(pattern, service));
  return whole.length === 0 ? undefined : `every action of ${whole.length > 3 ? `${whole.length} services` : whole.join(', ')}`;
}

/** `s3:?*` leaves out nothing that exists; `geo-maps:Get*` does not either, yet it leaves out what is to come. */
function isAllOf(pattern: string, service: string): boolean {
  if (!/:[*?]+$/.test(pattern)) {
    return false;
  }
  const all = expandAction(`${service}:*`);
  return all.length > 1 && expandAction(pattern).filter((action) => action.name.startsWith(`${service}:`)).length === all.length;
}
