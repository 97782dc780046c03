import { catalogueSource, expandAction, isKnownAction, nearestAction, nearestService, Suggestion } from '../../catalogue/actions';
import { isOfRetiredService } from '../../catalogue/lists/retired-services';
import { Statement } from '../../policy/statement';
import { Text } from '../../policy/text';
import { hasWildcard } from '../../policy/wildcards';
import { policyExample, ref, stringParameter } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { judgeEach, occurrencesWith, Problem } from '../select';

/** Two edits or fewer: most likely a slip of the pen. */
const SLIP = 2;

export const knownActions = defineRule({
  id: 'KnownActions',
  title: 'a statement names an action that no service has',
  why: 'IAM accepts it in silence: an Allow grants less than it says, and a Deny leaves open what it was to close.',
  fix: 'Correct the name.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: {},
  links: ['https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html'],
  unknown: 'An Allow of an action, or of a service, that resembles no known one is a warning, for it may be newer than the catalogue; so is an action with a token in it.',
  examples: {
    bad: [
      policyExample('a slip of the pen', { Effect: 'Allow', Action: 's3:GetObjects', Resource: 'arn:aws:s3:::reports/*' }),
      policyExample('a wildcard that matches nothing', { Effect: 'Allow', Action: 's3:Obtain*', Resource: 'arn:aws:s3:::reports/*' }),
      policyExample('a denial that denies nothing', { Effect: 'Deny', Action: 'cloudtrail:StopTheTrail', Resource: '*' }),
    ],
    good: [
      policyExample('any case', { Effect: 'Allow', Action: ['s3:getobject', 'S3:List*'], Resource: 'arn:aws:s3:::reports/*' }),
      policyExample('a service that AWS has retired', { Effect: 'Allow', Action: 'deeplens:*', Resource: '*' }),
    ],
    unknown: [
      { ...policyExample('the action is a parameter', { Effect: 'Allow', Action: ref('Action'), Resource: 'arn:aws:s3:::reports' }), parameters: stringParameter('Action') },
      policyExample('a service that nobody knows', { Effect: 'Allow', Action: 'quantumteleport:*', Resource: '*' }),
      policyExample('nothing like it', { Effect: 'Allow', Action: 's3:ReorganizeEverything', Resource: 'arn:aws:s3:::reports/*' }),
    ],
  },
  check: (model) => judgeEach(occurrencesWith(model, ({ patterns }) => patterns.some(isMisnomer)), judgeStatement),
});

function* judgeStatement(statement: Statement): Iterable<Problem> {
  const { action, effect } = statement;
  for (const pattern of action.patterns) {
    const problem = problemOf(pattern);
    if (problem) {
      const grants = effect === 'Allow' && !action.negated;
      yield { ...problem, key: partKey(action.negated ? 'NotAction' : 'Action', [pattern]), unknown: problem.unknown ?? (problem.far && grants) };
    }
  }
}

interface Misnomer {
  readonly message: string;
  readonly fix?: string;
  /** Resembles no action. */
  readonly far: boolean;
  readonly unknown?: boolean;
}

const problems = new Map<string, Misnomer | undefined>();

function isMisnomer(pattern: Text): boolean {
  return problemOf(pattern) !== undefined;
}

function problemOf(pattern: Text): Misnomer | undefined {
  if (typeof pattern !== 'string') {
    return { message: `names the action ${pattern}, known only when it is deployed`, far: true, unknown: true };
  }
  if (!problems.has(pattern)) {
    problems.set(pattern, describe(pattern));
  }
  return problems.get(pattern);
}

function describe(pattern: string): Misnomer | undefined {
  if (isKnownAction(pattern) || isOfRetiredService(pattern)) {
    return undefined;
  }
  if (!pattern.includes(':')) {
    return { message: `names the action "${pattern}" without a service`, fix: 'Write the action as service:Action, for instance s3:GetObject.', far: false };
  }
  if (hasWildcard(pattern)) {
    return { message: `names "${pattern}", which matches no action of any service`, far: nearestService(pattern.split(':')[0]).distance > SLIP };
  }
  const nearest = nearestAction(pattern);
  const { source, updated } = catalogueSource();
  return {
    message: `names the action "${pattern}", which no service has (${source} of ${updated})`,
    fix: suggestionFor(pattern, nearest),
    far: nearest.distance > SLIP,
  };
}

/** More names than these are no suggestion. */
const FEW = 3;
/** Of the characters of a name: as many may be other ones. */
const ALIKE = 1 / 3;

/** `kms:ReEncrypt` is an operation that needs `kms:ReEncryptFrom` and `kms:ReEncryptTo`. */
function suggestionFor(pattern: string, nearest: Suggestion): string | undefined {
  const continued = expandAction(`${pattern}*`).map(({ name }) => name).filter((name) => /^[A-Z]/.test(name.slice(pattern.length)));
  if (continued.length > 0 && continued.length <= FEW) {
    return `Did you mean ${continued.join(' or ')}?`;
  }
  return nearest.distance <= Math.max(SLIP, pattern.length * ALIKE) ? `Did you mean ${nearest.name}?` : undefined;
}
