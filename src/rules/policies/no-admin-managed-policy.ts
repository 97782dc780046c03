import { expandAction, servicePrefixes } from '../../catalogue/actions';
import { AccessModel, ModelPrincipal, PolicySource } from '../../model/access-model';
import { AwsManagedPolicy, awsManagedPolicy } from '../../model/aws-managed-policy';
import { PolicyDocument } from '../../policy/document';
import { Pattern } from '../../policy/pattern';
import { Statement } from '../../policy/statement';
import { identityOf, opaqueToken, splitText, Text } from '../../policy/text';
import { policyExample, ref, roleExample, stringParameter } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { broadGrants, isEveryAction, isEveryResource, placeOfPolicy, speaksOfAction } from '../select';

export interface AdminPolicy {
  readonly name: string;
  readonly words: string;
  /** The services whose actions the AWS-managed policy of this name covers. */
  readonly covers: (prefix: string) => boolean;
  /** One of them, to tell at a glance what does not amount to it. */
  readonly sample: string;
}

/** https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html, the most powerful first. */
const ADMIN_POLICIES: readonly AdminPolicy[] = [
  { name: 'AdministratorAccess', words: 'every action', covers: () => true, sample: 'iam:CreateUser' },
  { name: 'PowerUserAccess', words: 'every action outside IAM, Organizations and Account Management', covers: (prefix) => !['iam', 'organizations', 'account'].includes(prefix), sample: 'ec2:RunInstances' },
  { name: 'IAMFullAccess', words: 'every action of IAM', covers: (prefix) => prefix === 'iam', sample: 'iam:CreateUser' },
];

export const noAdminManagedPolicy = defineRule({
  id: 'NoAdminManagedPolicy',
  title: 'a principal has AdministratorAccess, PowerUserAccess, IAMFullAccess, or policies that amount to one of them',
  why: 'PowerUserAccess can run code as any role that it may pass, and IAMFullAccess can grant itself the rest.',
  fix: 'Attach policies that name the actions and resources of the job.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: {
    'cis-aws-5.0': ['1.15'],
    'nist-800-53-r5': ['AC-2', 'AC-2(1)', 'AC-3', 'AC-3(7)', 'AC-3(15)', 'AC-5', 'AC-6', 'AC-6(2)', 'AC-6(3)', 'AC-6(10)'],
    'well-architected': ['SEC03-BP02'],
  },
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html'],
  unknown: 'An attached policy whose ARN is only a token is a warning.',
  examples: {
    bad: [
      roleExample('the AWS-managed policy', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
      policyExample('a policy of its own for all of IAM', { Effect: 'Allow', Action: 'iam:*', Resource: '*' }),
      policyExample('in two statements', { Effect: 'Allow', Action: ['a*', 'b*', 'c*', 'd*', 'e*', 'f*', 'g*', 'h*', 'i*', 'j*', 'k*', 'l*', 'm*'], Resource: '*' },
        { Effect: 'Allow', Action: ['n*', 'o*', 'p*', 'q*', 'r*', 's*', 't*', 'u*', 'v*', 'w*', 'x*', 'y*', 'z*'], Resource: '*' }),
    ],
    good: [
      roleExample('a policy for the job', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] }),
      policyExample('reading IAM', { Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' }),
    ],
    unknown: [{ ...roleExample('the policy is a parameter', { ManagedPolicyArns: [ref('PolicyArn')] }), parameters: stringParameter('PolicyArn') }],
  },
  *check(model) {
    const explained = new Map<PolicySource, AdminPolicy>();
    const suspects = suspectPolicies(model);
    for (const policy of suspects) {
      const admin = amountsTo([policy.document]);
      if (admin) {
        explained.set(policy, admin);
        // An inline policy with an administrator statement is NoAdminStatement's finding.
        if (policy.resource.type === 'AWS::IAM::ManagedPolicy' || !hasAdminStatement(policy)) {
          yield { ...placeOfPolicy(policy), key: partKey('AmountsTo', [admin.name]), message: `amounts to ${admin.name}: it grants ${admin.words} on every resource` };
        }
      }
    }
    const isSuspicious = ({ attachments, policies }: ModelPrincipal) => (
      attachments.length > 0 || (suspects.size > 0 && policies.some((policy) => suspects.has(policy)))
    );
    for (const principal of model.principals.filter(isSuspicious)) {
      yield* attached(principal);
      const { policies, groups } = principal;
      const managed = attachedOfAws(principal);
      const worthwhile = policies.some((policy) => suspects.has(policy)) || managed.some(isSuspectOfAws);
      const admin = worthwhile && policies.length + managed.length > 1 ? amountsTo(documentsOf(principal)) : undefined;
      const isFoundElsewhere = admin && (policies.some((policy) => isAsPowerful(explained.get(policy), admin))
        || managed.some(({ document }) => isAsPowerful(amountsTo([document]), admin))
        || groups.some((group) => isAsPowerful(amountsTo(documentsOf(group)), admin)));
      if (admin && !isFoundElsewhere) {
        yield {
          template: principal.resource.template, resource: principal.resource, location: 'Properties', key: partKey('TogetherAmountTo', [admin.name]),
          message: `has policies that together amount to ${admin.name}: they grant ${admin.words} on every resource`,
          witness: [...policies.map((policy) => `${policy.resource.logicalId}.${policy.location}`), ...managed.map(({ name }) => name)].join(' + '),
        };
      }
    }
  },
});

function attachedOfAws({ attachments }: ModelPrincipal): AwsManagedPolicy[] {
  return attachments.flatMap(({ arn, policy }) => (policy ? [] : awsManagedPolicy(arn) ?? []));
}

function documentsOf(principal: ModelPrincipal): PolicyDocument[] {
  return [...principal.policies, ...attachedOfAws(principal)].map(({ document }) => document);
}

function isAsPowerful(one: AdminPolicy | undefined, other: AdminPolicy): boolean {
  return one !== undefined && ADMIN_POLICIES.indexOf(one) <= ADMIN_POLICIES.indexOf(other);
}

function* attached(principal: ModelPrincipal) {
  for (const { arn, location, resource, policy } of principal.attachments) {
    const managed = policy ? undefined : awsManagedPolicy(arn);
    const admin = managed && isSuspectOfAws(managed) ? amountsTo([managed.document]) : undefined;
    const token = policy ? undefined : opaqueToken(arn);
    const place = { template: resource.template, resource, location };
    if (resource === principal.resource && managed && admin) {
      yield { ...place, key: partKey('Policy', [managed.name]), message: `has ${managed.name} attached: it grants ${admin.words} on every resource` };
    } else if (resource === principal.resource && token) {
      yield { ...place, key: partKey('Policy', [token.label]), unknown: true, message: `has the policy ${token.label} attached, known only when it is deployed` };
    }
  }
}

/** `arn:<any partition>:iam::aws:policy/<name>` */
export function isAwsManaged(arn: Text, name: string): boolean {
  if (typeof arn === 'string' && !arn.endsWith(name)) {
    return false;
  }
  const [prefix, , service, , account, resource] = splitText(arn, ':');
  return prefix === 'arn' && service === 'iam' && account === 'aws' && resource === `policy/${name}`;
}

/** One statement grants every action on every resource, under no condition. */
export function hasAdminStatement({ document }: PolicySource): boolean {
  return document.statements.some((statement) => isUnlimited(statement) && statement.effect === 'Allow'
    && !statement.action.negated && statement.action.patterns.some(isEveryAction));
}

/** Without one of these no principal has a sample action on every resource. */
function suspectPolicies(model: AccessModel): Set<PolicySource> {
  return new Set(broadGrants(model).filter(({ statement }) => isSuspect(statement)).flatMap(({ policies }) => policies));
}

const suspectsOfAws = new Map<AwsManagedPolicy, boolean>();

function isSuspectOfAws(policy: AwsManagedPolicy): boolean {
  const suspect = suspectsOfAws.get(policy) ?? policy.document.statements.some((statement) => statement.effect === 'Allow' && isSuspect(statement));
  suspectsOfAws.set(policy, suspect);
  return suspect;
}

const SAMPLES = [...new Set(ADMIN_POLICIES.map(({ sample }) => sample))];

function isSuspect(statement: Statement): boolean {
  return isUnlimited(statement) && SAMPLES.some((sample) => speaksOfAction(statement, sample) === 'yes');
}

/** The most powerful of the three that the documents cover in full, when taken together. */
export function amountsTo(documents: readonly PolicyDocument[]): AdminPolicy | undefined {
  const unlimited = documents.flatMap(({ statements }) => statements).filter(isUnlimited);
  if (!unlimited.some((statement) => statement.effect === 'Allow')) {
    return undefined;
  }
  const signature = unlimited.map(({ effect, action }) => `${effect} ${action.negated} ${action.patterns.map(identityOf)}`).join('\n');
  if (!amounts.has(signature)) {
    amounts.set(signature, mostPowerful(unlimited));
  }
  return amounts.get(signature);
}

const amounts = new Map<string, AdminPolicy | undefined>();

function mostPowerful(statements: readonly Statement[]): AdminPolicy | undefined {
  if (statements.every(({ effect }) => effect === 'Allow') && statements.some(({ action }) => !action.negated && action.patterns.some(isEveryAction))) {
    return ADMIN_POLICIES[0];
  }
  const allows = statements.filter((statement) => statement.effect === 'Allow').map(speaksOf);
  const denies = statements.filter((statement) => statement.effect === 'Deny').map(speaksOf);
  const granted = (action: string) => allows.some((speaks) => speaks(action)) && !denies.some((speaks) => speaks(action));
  const grantsAllOf = (prefix: string) => expandAction(`${prefix}:*`).every(({ name }) => granted(name));
  return ADMIN_POLICIES.find(({ covers, sample }) => granted(sample) && servicePrefixes().filter(covers).every(grantsAllOf));
}

/** On every resource, and under no condition. */
function isUnlimited({ resource, conditions }: Statement): boolean {
  return conditions.length === 0 && resource !== undefined && !resource.negated && resource.patterns.some(isEveryResource);
}

function speaksOf({ action: { negated, patterns } }: Statement): (action: string) => boolean {
  const compiled = patterns.map((pattern) => Pattern.of(pattern, { ignoreCase: true }));
  return (action) => compiled.some((pattern) => pattern.matches(action) === 'yes') !== negated;
}
