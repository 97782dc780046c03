import { AccessModel, PolicySource } from '../../model/access-model';
import { PolicyDocument } from '../../policy/document';
import { Principal } from '../../policy/principal';
import { requiredValues, Statement } from '../../policy/statement';
import { bareToken, opaqueToken, Text } from '../../policy/text';
import { ref, stringParameter, trustExample, trustsLambda } from '../example-templates';
import { AUDIENCE_PROVIDERS, federationOf, githubKey, providerName } from '../federation';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { placeOfPolicy } from '../select';

const SAML = 'arn:aws:iam::111122223333:saml-provider/people';
const GITHUB = 'token.actions.githubusercontent.com';
/** Issuers of CI systems and of clusters: nobody signs in with their tokens. */
const MACHINE_ISSUERS = /^(oidc\.eks\.|gitlab\.com$|api\.bitbucket\.org\/|oidc\.circleci\.com\/|app\.terraform\.io$|agent\.buildkite\.com$)/i;
/** The subjects of GitLab servers and of Kubernetes, whatever the issuer is called. */
const MACHINE_SUBJECT = /^(project_path:|system:serviceaccount:)/;
/** https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html */
const OF_IDENTITY_CENTER = /:role\/(aws-reserved\/sso\.amazonaws\.com\/|(\S*\/)?AWSReservedSSO_)/;

const trustsPeople = {
  Effect: 'Allow', Principal: { Federated: SAML }, Action: 'sts:AssumeRoleWithSAML', Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
};
const trustsPipeline = {
  Effect: 'Allow', Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` }, Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: 'repo:octo-org@1234/app@5678:ref:refs/heads/main' } },
};

export const trustNotPeopleAndMachines = defineRule({
  id: 'TrustNotPeopleAndMachines',
  title: 'a role is for people and for machines',
  why: 'What a machine needs is not what a person needs: each gets what the other has, and the records no longer tell who has acted.',
  fix: 'Make one role for the people and another one for the service or the pipeline.',
  severity: 'error',
  packs: ['strict'],
  controls: { 'well-architected': ['SEC03-BP02'] },
  links: ['https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/identity-management.html'],
  unknown: 'Beside people or machines, a principal that is only a token is a warning. Other roles, and accounts as such, are neither: who takes them is said '
    + 'elsewhere. So are OIDC providers that nobody knows.',
  examples: {
    bad: [
      trustExample('people and a function', trustsPeople, trustsLambda),
      trustExample('people and a pipeline', trustsPeople, trustsPipeline),
      trustExample('a user and a service', { ...trustsLambda, Principal: { AWS: 'arn:aws:iam::111122223333:user/alice', Service: 'ec2.amazonaws.com' } }),
      trustExample('people of IAM Identity Center and a service', trustsLambda, {
        Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole',
        Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Operator_*' } },
      }),
    ],
    good: [
      trustExample('people', trustsPeople),
      trustExample('a pipeline and a service', trustsPipeline, trustsLambda),
      trustExample('a service and a role', trustsLambda, { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/scheduler' }, Action: 'sts:AssumeRole' }),
    ],
    unknown: [
      {
        ...trustExample('beside a service, a parameter', { ...trustsLambda, Principal: { AWS: ref('Caller'), Service: 'lambda.amazonaws.com' } }),
        parameters: stringParameter('Caller'),
      },
    ],
  },
  *check(model) {
    for (const policy of model.policies.filter(({ kind, document }) => kind === 'trust' && mayTrustSeveral(document))) {
      const found: Found = { people: [], machines: [], open: [], neither: [] };
      for (const statement of policy.document.statements.filter(isTrust)) {
        statement.principal!.principals.forEach((principal) => found[kindOf(principal, statement, model)].push(principal.value));
      }
      yield* violationsOf(policy, found);
    }
  },
});

type Kind = 'people' | 'machines' | 'open' | 'neither';
type Found = Readonly<Record<Kind, Text[]>>;

function* violationsOf(policy: PolicySource, { people, machines, open }: Found) {
  if (people.length > 0 && machines.length > 0) {
    yield {
      ...placeOfPolicy(policy), key: `${partKey('People', people)};${partKey('Machines', machines)}`,
      message: `trusts people (${names(people)}) and machines (${names(machines)})`,
    };
  } else if (open.length > 0 && people.length + machines.length > 0) {
    const known = people.length > 0 ? `people (${names(people)})` : `machines (${names(machines)})`;
    yield {
      ...placeOfPolicy(policy), key: partKey('Principal', open), unknown: true,
      message: `trusts ${known}, and ${names(open)}, known only when it is deployed`,
    };
  }
}

function names(values: readonly Text[]): string {
  return [...new Set(values.map(String))].join(', ');
}

/** Most trust policies name one service. */
function mayTrustSeveral({ statements }: PolicyDocument): boolean {
  return statements.length > 1 || (statements[0]?.principal?.principals.length ?? 0) > 1;
}

function isTrust({ effect, principal }: Statement): boolean {
  return effect === 'Allow' && principal !== undefined && !principal.negated;
}

function kindOf(principal: Principal, statement: Statement, model: AccessModel): Kind {
  switch (principal.type) {
    case 'Service': return 'machines';
    case 'Federated': return kindOfFederation(principal, statement);
    case 'AWS': return kindOfCaller(principal.value, statement, model);
    default: return 'neither';
  }
}

function kindOfFederation(principal: Principal, statement: Statement): Kind {
  const name = providerName(principal.value);
  const isMachine = () => MACHINE_ISSUERS.test(name) || requiredValues(statement, githubKey('sub')) !== undefined || name.startsWith(GITHUB)
    || (requiredValues(statement, /:sub$/i) ?? []).some((subject) => MACHINE_SUBJECT.test(subject.toString()));
  return federationOf(statement, principal) === 'saml' || AUDIENCE_PROVIDERS.includes(name) ? 'people' : isMachine() ? 'machines' : 'neither';
}

function kindOfCaller(value: Text, statement: Statement, model: AccessModel): Kind {
  const owner = bareToken(value)?.resource;
  const isUser = /:user\//.test(value.toString()) || (owner !== undefined && model.resources.find(({ key }) => key === owner)?.type === 'AWS::IAM::User');
  const isOfIdentityCenter = [value, ...requiredValues(statement, 'aws:PrincipalArn') ?? []].some((text) => OF_IDENTITY_CENTER.test(text.toString()));
  return isUser || isOfIdentityCenter ? 'people' : opaqueToken(value) ? 'open' : 'neither';
}
