import { isIneffective } from '../../analysis/grant-limits';
import { NamedPolicy } from '../../evaluate/decision';
import { AccessModel, ModelPrincipal, PolicySource } from '../../model/access-model';
import { estateOf, ModelEstate } from '../../model/estate';
import { Statement } from '../../policy/statement';
import { Text } from '../../policy/text';
import { ref, roleExample, trusting, trustsLambda } from '../example-templates';
import { statementKey } from '../keys';
import { defineRule, Example } from '../rule';
import { describeStatement, occurrences, placeOf } from '../select';

const inline = (...grants: Record<string, unknown>[]) => [{ PolicyName: 'Work', PolicyDocument: { Version: '2012-10-17', Statement: grants } }];

/** A role with a boundary of the app. */
function boundedExample(title: string, grants: Record<string, unknown>[], ...boundary: Record<string, unknown>[]): Example {
  return {
    title,
    resources: {
      Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: boundary } } },
      Role: { Type: 'AWS::IAM::Role', Properties: { ...trusting(trustsLambda), PermissionsBoundary: ref('Boundary'), Policies: inline(...grants) } },
    },
  };
}

const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' };
const ownRegion = { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } };

export const ineffectiveGrant = defineRule({
  id: 'IneffectiveGrant',
  title: 'a statement grants what a boundary or a service control policy of the app always denies',
  why: 'The workload fails when it first needs the access, and the policy says to its readers that it has it.',
  fix: 'Remove the grant, or let the boundary allow it.',
  severity: 'warning',
  packs: ['strict'],
  controls: {},
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
  ],
  unknown: 'Nothing is left open: a grant is ineffective only if all of it is denied whatever the tokens turn out to be.',
  examples: {
    bad: [
      boundedExample('a service that the boundary does not allow', [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }], { Effect: 'Allow', Action: 's3:*', Resource: '*' }),
      boundedExample('an action that the boundary denies', [{ Effect: 'Allow', Action: ['iam:CreateUser', 'iam:CreateAccessKey'], Resource: '*' }],
        { Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'iam:Create*', Resource: '*' }),
      boundedExample('other resources', [read], { Effect: 'Allow', Action: 's3:*', Resource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'] }),
      {
        title: 'a service control policy on the root of the organization',
        resources: {
          Policy: {
            Type: 'AWS::Organizations::Policy',
            Properties: {
              Name: 'NoUsers', Type: 'SERVICE_CONTROL_POLICY', TargetIds: ['r-abcd'],
              Content: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'iam:CreateUser', Resource: '*' }] },
            },
          },
          ...roleExample('', { Policies: inline({ Effect: 'Allow', Action: 'iam:CreateUser', Resource: '*' }) }).resources,
        },
      },
    ],
    good: [
      boundedExample('the boundary allows it', [read], { Effect: 'Allow', Action: ['s3:*', 'sqs:*'], Resource: '*' }),
      boundedExample('the boundary allows some of it', [{ ...read, Action: ['s3:GetObject', 'sqs:SendMessage'] }], { Effect: 'Allow', Action: 's3:*', Resource: '*' }),
      boundedExample('the boundary allows it in one Region', [read], ownRegion),
    ],
    unknown: [],
  },
  *check(model) {
    const limits = mayBeLimited(model) ? new LimitsOfPrincipals(estateOf(model)) : undefined;
    if (!limits?.any) {
      return;
    }
    for (const { statement, policies } of occurrences(model, ['identity'], 'Allow')) {
      for (const policy of policies) {
        const denied = limits.deny(statement, policy);
        if (denied) {
          yield {
            ...placeOf({ policy, statement }),
            key: statementKey(statement),
            message: `grants nothing: ${denied}`,
            witness: describeStatement(statement),
          };
        }
      }
    }
  },
});

/** Of most boundaries that the app does not define nobody knows the content: only those of AWS are known. */
function mayBeLimited(model: AccessModel): boolean {
  return occurrences(model, ['scp']).length > 0
    || model.principals.some(({ boundaries }) => boundaries[0] && (boundaries[0].policy || !isOfCustomer(boundaries[0].arn)));
}

function isOfCustomer(arn: Text): boolean {
  return typeof arn === 'string' && !arn.includes(':aws:policy/');
}

class LimitsOfPrincipals {
  /** Those whose content is known, by the key of the principal. */
  private readonly boundaries = new Map<string, NamedPolicy>();

  constructor(private readonly estate: ModelEstate) {
    for (const { key, boundary } of estate.principals) {
      if (boundary) {
        this.boundaries.set(key, boundary);
      }
    }
  }

  get any(): boolean {
    return this.boundaries.size > 0 || this.estate.serviceControl !== undefined;
  }

  /** What denies the grant to each of the principals that the policy reaches, in words. */
  deny(statement: Statement, policy: PolicySource): string | undefined {
    const { principals, outsiders, document } = policy;
    if (outsiders.length > 0 || principals.length === 0) {
      return undefined;
    }
    const { serviceControl } = this.estate;
    if (serviceControl && isIneffective(statement, document, { serviceControl })) {
      return 'a service control policy always denies it';
    }
    const boundaries = principals.map((principal) => this.boundaryOf(principal));
    const deniedBy = (boundary: NamedPolicy | undefined) => (
      boundary !== undefined && isIneffective(statement, document, { boundary, ...(serviceControl && { serviceControl }) })
    );
    if (!boundaries.every(deniedBy)) {
      return undefined;
    }
    const names = [...new Set(boundaries.map((boundary) => boundary!.name))];
    return names.length === 1 ? `the boundary ${names[0]} always denies it` : `the boundaries ${names.join(', ')} always deny it`;
  }

  /** The one that it has in every form of the template. */
  private boundaryOf({ resource, boundaries }: ModelPrincipal): NamedPolicy | undefined {
    return boundaries.length === 1 ? this.boundaries.get(resource.key) : undefined;
  }
}
