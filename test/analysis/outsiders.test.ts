import { outsiderIn } from '../../src/analysis/outsiders';
import { parseDocument } from '../../src/policy/document';
import { concat, tokenText } from '../../src/policy/text';

type Json = Record<string, unknown>;

const token = tokenText({ kind: 'opaque', label: 'Organization', identity: 'Organization' });
const ORG = 'o-a1b2c3d4e5';
const ACCOUNT = '111122223333';

function outsider(allow: Json, ...denies: Json[]): string | undefined {
  const statement = (effect: string, parts: Json) => ({ Effect: effect, Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*', ...parts });
  const document = parseDocument({ Statement: [statement('Allow', allow), ...denies.map((parts) => statement('Deny', parts))] }, 'resource');
  expect(document.issues).toEqual([]);
  const [first, ...rest] = document.statements;
  return outsiderIn(first, rest)?.name;
}

const under = (Condition: Json) => outsider({ Condition });

describe('nobody is let in beyond those who can meet the condition', () => {
  test.each<[string, Json]>([
    ['an organization', { StringEquals: { 'aws:PrincipalOrgID': ORG } }],
    ['an organization that is a parameter', { StringEquals: { 'aws:PrincipalOrgID': token } }],
    ['a unit of an organization', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${ORG}/r-ab12/*` } }],
    ['the organization of the resource', { StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } }],
    ['an account', { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } }],
    ['an account of a key policy', { StringEquals: { 'kms:CallerAccount': ACCOUNT, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }],
    ['the roles of an account', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` } }],
    ['a user id, of any session', { StringLike: { 'aws:userid': 'AROAEXAMPLEEXAMPLE:*' } }],
    ['a topic', { ArnEquals: { 'aws:SourceArn': `arn:aws:sns:eu-west-1:${ACCOUNT}:orders` } }],
    ['the topics of an account that is a token', { ArnLike: { 'aws:SourceArn': concat(['arn:aws:sns:*:', token, ':*']) } }],
    ['a bucket', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::inbox' } }],
    ['an account as the source', { StringEquals: { 'AWS:SourceOwner': ACCOUNT } }],
    ['an endpoint', { StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f' } }],
    ['a network', { StringEquals: { 'aws:SourceVpc': ['vpc-0a1b2c3d', 'vpc-1a2b3c4d'] } }],
    ['addresses', { IpAddress: { 'aws:SourceIp': ['198.51.100.0/24', '2001:db8::/32'] } }],
    ['private addresses, which nobody has who comes from the internet', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
    ['the access points of an account', { StringEquals: { 's3:DataAccessPointAccount': ACCOUNT } }],
    ['a mount target', { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } }],
    ['a service of AWS by its name', { StringEquals: { 'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com' } }],
    ['a pattern that the operator takes for text', { StringEquals: { 'aws:PrincipalOrgID': 'o-*' } }],
    ['a token of Alexa', { StringEquals: { 'lambda:EventSourceToken': 'amzn1.ask.skill.1' } }],
    ['an account, and whatever else', { StringEquals: { 'aws:PrincipalAccount': ACCOUNT }, StringLike: { 'aws:UserAgent': '*' } }],
  ])('%s', (_name, condition) => {
    expect(under(condition)).toBeUndefined();
  });
});

describe('outsiders are let in by a condition that they can meet', () => {
  test.each<[string, Json, string]>([
    ['none', {}, 'anyone'],
    ['all addresses', { IpAddress: { 'aws:SourceIp': ['198.51.100.0/24', '0.0.0.0/0'] } }, 'anyone'],
    ['half of all addresses', { IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } }, 'anyone'],
    ['all addresses but some', { NotIpAddress: { 'aws:SourceIp': '198.51.100.0/24' } }, 'anyone'],
    ['what a browser says of itself', { StringLike: { 'aws:Referer': 'https://example.com/*' } }, 'anyone'],
    ['an encrypted connection', { Bool: { 'aws:SecureTransport': 'true' } }, 'anyone'],
    ['an organization, if there is one', { StringEqualsIfExists: { 'aws:PrincipalOrgID': ORG } }, 'anyone'],
    ['all values of a key that may be absent', { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': ORG } }, 'anyone'],
    ['any organization but one', { StringNotEquals: { 'aws:PrincipalOrgID': ORG } }, 'anyone'],
    ['any organization', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }, 'any AWS account'],
    ['some organization', { Null: { 'aws:PrincipalOrgID': 'false' } }, 'any AWS account'],
    ['an account, its own', { StringEquals: { 'aws:PrincipalAccount': '${aws:PrincipalAccount}' } }, 'any AWS account'],
    ['a role of any account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } }, 'any AWS account'],
    ['a tag of the principal', { StringEquals: { 'aws:PrincipalTag/team': 'orders' } }, 'anyone'],
    ['some endpoint', { StringLike: { 'aws:SourceVpce': 'vpce-*' } }, 'any AWS account, from a network of its own'],
    ['some network', { Null: { 'aws:SourceVpc': 'false' } }, 'any AWS account, from a network of its own'],
    ['a private address in some network', { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } }, 'anyone'],
    ['any topic', { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } }, 'services of AWS that act for any account'],
    ['any bucket of a name', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::inbox-*' } }, 'services of AWS that act for any account'],
    ['whatever service', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }, 'services of AWS that act for any account'],
    ['no service', { Bool: { 'aws:PrincipalIsAWSService': 'false' } }, 'anyone'],
  ])('%s', (_name, condition, name) => {
    expect(under(condition)).toBe(name);
  });
});

describe('a Deny keeps outsiders out', () => {
  test.each<[string, Json]>([
    ['of other organizations', { Condition: { StringNotEquals: { 'aws:PrincipalOrgID': ORG } } }],
    ['of other organizations, unless a service acts', {
      Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORG }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
    }],
    ['of other networks, and of all addresses but some', {
      Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f' }, NotIpAddress: { 'aws:SourceIp': '198.51.100.0/24' } },
    }],
    ['of all actions', { Action: '*', Resource: '*', Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` } } }],
    ['who are not named', { Principal: undefined, NotPrincipal: { AWS: ACCOUNT } }],
  ])('%s', (_name, deny) => {
    expect(outsider({}, deny)).toBeUndefined();
  });
});

describe('a Deny does not keep outsiders out', () => {
  test.each<[string, Json]>([
    ['who encrypt', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    ['who are in some organization', { Condition: { Null: { 'aws:PrincipalOrgID': 'true' } } }],
    ['from other addresses', { Condition: { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } } }],
    ['from other actions', { Action: 's3:PutObject', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': ORG } } }],
    ['from other resources', { Resource: 'arn:aws:s3:::reports/secret/*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': ORG } } }],
    ['when it speaks of others', { Principal: { AWS: ACCOUNT } }],
    ['when it has a way out that they choose', {
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': ORG, 'aws:UserAgent': 'crawler' } },
    }],
    ['who come by networks of their own', { Condition: { NotIpAddress: { 'aws:SourceIp': '198.51.100.0/24' }, Null: { 'aws:SourceVpc': 'true' } } }],
  ])('%s', (_name, deny) => {
    expect(outsider({}, deny)).toBeDefined();
  });
});

test('whoever is named is no outsider', () => {
  expect(outsider({ Principal: { AWS: [ACCOUNT, `arn:aws:iam::${ACCOUNT}:role/app`], Service: 'sns.amazonaws.com' } })).toBeUndefined();
  expect(outsider({ Principal: { AWS: [ACCOUNT, '*'] } })).toBe('anyone');
});
