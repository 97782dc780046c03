/**
 * The tables of the IAM User Guide that say which requests a condition matches. One is left out, that of aws:ResourceOrgPaths under
 * "Wildcard matching": its results are those of StringLike, against what the page says of ForAllValues:StringNotLike.
 */
import { allow, deny, identity, outsider, request, resource, role, user } from './requests';
import { decide } from '../../src/evaluate/decide';

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const OPERATORS = `${GUIDE}/reference_policies_elements_condition_operators.html`;
const LOGIC = `${GUIDE}/reference_policies_condition-logic-multiple-context-keys-or-values.html`;
const SETS = `${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html`;
const MULTIVALUED = `${GUIDE}/reference_policies_condition_examples-multi-valued-context-keys.html`;
const SINGLE_VALUED = `${GUIDE}/reference_policies_condition_examples-single-valued-context-keys.html`;

type Context = Readonly<Record<string, string | readonly string[]>>;
type Row = readonly [context: Context, result: 'match' | 'no match'];

/** As an Allow, the condition grants or does not; as a Deny beside an Allow, it denies or does not. */
function table(title: string, link: string, condition: unknown, rows: readonly Row[]): void {
  describe(`${title} (${link})`, () => {
    test.each(rows)('%j: %s', (context, result) => {
      const asked = request(role('Worker'), 'ec2:DoIt', '*', context);
      const granted = decide(asked, { identity: identity(allow('ec2:*', '*', { Condition: condition })) }).outcome;
      const denied = decide(asked, { identity: identity(allow('*'), deny('ec2:*', '*', { Condition: condition })) }).outcome;
      expect([granted, denied]).toEqual(result === 'match' ? ['allowed', 'explicitDeny'] : ['implicitDeny', 'allowed']);
    });
  });
}

const NAMES = ['finance', 'hr', 'legal'];
const by = (department: string | undefined, job: string | undefined, who: string): Context => ({
  ...(department && { 'aws:PrincipalTag/department': department }),
  ...(job && { 'aws:PrincipalTag/role': job }),
  'aws:PrincipalArn': `arn:aws:iam::222222222222:user/${who}`,
});
const tags = { 'aws:PrincipalTag/department': NAMES, 'aws:PrincipalTag/role': ['audit', 'security'] };
const people = { 'aws:PrincipalArn': ['arn:aws:iam::222222222222:user/Ana', 'arn:aws:iam::222222222222:user/Mary'] };

table('several operators, keys and values', LOGIC, { StringEquals: tags, ArnLike: people }, [
  [by('legal', 'audit', 'Mary'), 'match'],
  [by('hr', 'audit', 'Nikki'), 'no match'],
  [by('hr', 'payroll', 'Mary'), 'no match'],
  [by('hr', undefined, 'Mary'), 'no match'],
  [by(undefined, undefined, 'Mary'), 'no match'],
]);

table('several operators, one of them negated', LOGIC, { StringEquals: tags, ArnNotLike: people }, [
  [by('legal', 'audit', 'Nikki'), 'match'],
  [by('hr', 'audit', 'Mary'), 'no match'],
  [by('hr', 'payroll', 'Nikki'), 'no match'],
  [by('hr', undefined, 'Nikki'), 'no match'],
  [by(undefined, undefined, 'Nikki'), 'no match'],
]);

const keys = (...values: readonly string[]): Context => ({ 'aws:TagKeys': values });

table('ForAllValues, with a check that the key is there', SETS, {
  'ForAllValues:StringEquals': { 'aws:TagKeys': ['environment', 'cost-center'] }, 'Null': { 'aws:TagKeys': 'false' },
}, [
  [keys('environment'), 'match'],
  [keys('cost-center'), 'match'],
  [keys('environment', 'cost-center'), 'match'],
  [keys('environment', 'dept'), 'no match'],
  [{}, 'no match'],
]);

table('ForAnyValue', SETS, { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['environment', 'cost-center'] } }, [
  [keys('environment'), 'match'],
  [keys('cost-center'), 'match'],
  [keys('environment', 'cost-center'), 'match'],
  [keys('environment', 'dept'), 'match'],
  [keys('dept'), 'no match'],
  [{}, 'no match'],
]);

table('ForAllValues, negated, one value', MULTIVALUED, { 'ForAllValues:StringNotLike': { 'aws:TagKeys': 'key1*' } }, [
  [keys('key1:legal'), 'no match'],
  [keys('key1:hr', 'key1:personnel'), 'no match'],
  [keys('key2:audit'), 'match'],
  [{}, 'match'],
]);

table('ForAllValues, negated, several values', MULTIVALUED, { 'ForAllValues:StringNotLike': { 'aws:TagKeys': ['key1*', 'key2*'] } }, [
  [keys('key1:legal'), 'no match'],
  [keys('key1:hr', 'key1:personnel'), 'no match'],
  [keys('key1:hr', 'key2:audit'), 'no match'],
  [keys('key3:legal'), 'match'],
  [{}, 'match'],
]);

table('ForAnyValue, one value', MULTIVALUED, { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'webserver' } }, [
  [keys('webserver'), 'match'],
  [keys('environment', 'webserver', 'test'), 'match'],
  [keys('environment', 'test'), 'no match'],
  [{}, 'no match'],
]);

table('a string', OPERATORS, { StringEquals: { 'aws:PrincipalTag/job-category': 'iamuser-admin' } }, [
  [{ 'aws:PrincipalTag/job-category': 'iamuser-admin' }, 'match'],
  [{ 'aws:PrincipalTag/job-category': 'dev-ops' }, 'no match'],
  [{}, 'no match'],
]);

table('strings with a policy variable', OPERATORS, { StringLike: { 's3:prefix': ['home/${aws:username}/'] } }, [
  [{ 'aws:username': 'martha_rivera', 's3:prefix': 'home/martha_rivera/' }, 'match'],
  [{ 'aws:username': 'nikki_wolf', 's3:prefix': 'home/nikki_wolf/' }, 'match'],
  [{ 'aws:username': 'nikki_wolf', 's3:prefix': 'home/martha_rivera/' }, 'no match'],
  [{ 's3:prefix': 'home/martha_rivera/' }, 'no match'],
]);

const environment = (value?: string, name = 'environment'): Context => (value === undefined ? {} : { [`aws:RequestTag/${name}`]: value });
table('ForAnyValue beside a string of any case', OPERATORS, {
  'StringEqualsIgnoreCase': { 'aws:RequestTag/environment': ['preprod', 'storage'] },
  'ForAnyValue:StringEquals': { 'aws:TagKeys': 'environment' },
}, [
  [{ ...keys('environment'), ...environment('preprod') }, 'match'],
  [{ ...keys('environment', 'costcenter'), ...environment('PreProd') }, 'match'],
  [{ ...keys('Environment'), ...environment('preprod', 'Environment') }, 'no match'],
  [{ ...keys('costcenter'), ...environment('preprod') }, 'no match'],
  [environment('storage'), 'no match'],
  [keys('environment'), 'no match'],
  [{}, 'no match'],
]);

table('a number', OPERATORS, { NumericLessThanEquals: { 's3:max-keys': '10' } }, [
  [{ 's3:max-keys': '10' }, 'match'],
  [{ 's3:max-keys': '11' }, 'no match'],
  [{}, 'no match'],
]);

table('a date', OPERATORS, { DateGreaterThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' } }, [
  [{ 'aws:TokenIssueTime': '2020-03-01T00:00:00Z' }, 'match'],
  [{ 'aws:TokenIssueTime': '2019-12-31T00:00:00Z' }, 'no match'],
  [{}, 'no match'],
]);

table('a boolean', OPERATORS, { Bool: { 'aws:SecureTransport': 'false' } }, [
  [{ 'aws:SecureTransport': 'false' }, 'match'],
  [{ 'aws:SecureTransport': 'true' }, 'no match'],
  [{}, 'no match'],
]);

table('binary', OPERATORS, { BinaryEquals: { key: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } }, [
  [{ key: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' }, 'match'],
  [{ key: 'ASIAIOSFODNN7EXAMPLE' }, 'no match'],
  [{}, 'no match'],
]);

table('an address', OPERATORS, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, [
  [{ 'aws:SourceIp': '203.0.113.1' }, 'match'],
  [{ 'aws:SourceIp': '198.51.100.1' }, 'no match'],
  [{}, 'no match'],
]);

table('addresses of both kinds', OPERATORS, { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:DB8:1234:5678::/64'] } }, [
  [{ 'aws:SourceIp': '203.0.113.77' }, 'match'],
  [{ 'aws:SourceIp': '2001:db8:1234:5678::9' }, 'match'],
  [{ 'aws:SourceIp': '2001:db8:1234:5679::9' }, 'no match'],
]);

table('an ARN', OPERATORS, { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID' } }, [
  [{ 'aws:SourceArn': 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID' }, 'match'],
  [{ 'aws:SourceArn': 'arn:aws:sns:us-west-2:777788889999:TOPIC-ID' }, 'no match'],
  [{}, 'no match'],
]);

const distributions = (...names: readonly string[]): Context => ({ 'logs:LogGeneratingResourceArns': names.map((name) => `arn:aws:cloudfront::${name}`) });
table('ForAllValues of ARNs', OPERATORS, {
  'ForAllValues:ArnLike': {
    'logs:LogGeneratingResourceArns': ['arn:aws:cloudfront::123456789012:distribution/*', 'arn:aws:cloudfront::123456789012:distribution/support*'],
  },
}, [
  [distributions('123456789012:distribution/costcenter'), 'match'],
  [distributions('123456789012:distribution/costcenter', '123456789012:distribution/support2025'), 'match'],
  [distributions('777788889999:distribution/costcenter'), 'no match'],
  [{}, 'match'],
]);

table('IfExists', OPERATORS, { StringLikeIfExists: { 'ec2:InstanceType': ['t1.*', 't2.*', 'm3.*'] } }, [
  [{ 'ec2:InstanceType': 't1.micro' }, 'match'],
  [{ 'ec2:InstanceType': 'm2.micro' }, 'no match'],
  [{}, 'match'],
]);

table('the same without IfExists', OPERATORS, { StringLike: { 'ec2:InstanceType': ['t1.*', 't2.*', 'm3.*'] } }, [
  [{ 'ec2:InstanceType': 't1.micro' }, 'match'],
  [{}, 'no match'],
]);

table('a negated operator with IfExists', OPERATORS, { StringNotEqualsIfExists: { 'ec2:InstanceType': 't1.micro' } }, [
  [{ 'ec2:InstanceType': 'm3.large' }, 'match'],
  [{}, 'match'],
]);

table('the presence of a key', OPERATORS, { Null: { 'aws:TokenIssueTime': 'false' } }, [
  [{ 'aws:TokenIssueTime': '2020-03-01T00:00:00Z' }, 'match'],
  [{}, 'no match'],
]);

table('names of keys in any case, values in theirs', `${GUIDE}/reference_policies_elements_condition.html`, { StringEquals: { 'AWS:UserName': 'johndoe' } }, [
  [{ 'aws:username': 'johndoe' }, 'match'],
  [{ 'aws:username': 'JohnDoe' }, 'no match'],
]);

table('values in any case', `${GUIDE}/reference_policies_elements_condition.html`, { StringEqualsIgnoreCase: { 'aws:username': 'johndoe' } }, [
  [{ 'aws:username': 'JohnDoe' }, 'match'],
]);

describe(`attributes of a table (${GUIDE}/reference_policies_multi-value-conditions.html)`, () => {
  const thread = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Thread';
  const asks = (action: string, ...attributes: readonly string[]) => request(role('Forum'), action, thread, { 'dynamodb:requestedAttributes': attributes });
  const policies = {
    identity: identity(
      allow('dynamodb:GetItem', thread, { Condition: { 'ForAllValues:StringLike': { 'dynamodb:requestedAttributes': ['PostDateTime', 'Message', 'Tags'] } } }),
      deny('dynamodb:PutItem', thread, { Condition: { 'ForAnyValue:StringLike': { 'dynamodb:requestedAttributes': ['ID', 'PostDateTime'] } } }),
    ),
  };

  test.each([
    ['only attributes of the list', asks('dynamodb:GetItem', 'PostDateTime', 'Message'), 'allowed'],
    ['one that is not on the list', asks('dynamodb:GetItem', 'PostDateTime', 'Message', 'ID'), 'implicitDeny'],
    ['another one that is not', asks('dynamodb:GetItem', 'PostDateTime', 'UserName'), 'implicitDeny'],
    ['one that may not be written', asks('dynamodb:PutItem', 'PostDateTime', 'Message'), 'explicitDeny'],
    ['one that may not be written, among others', asks('dynamodb:PutItem', 'UserName', 'Message', 'PostDateTime'), 'explicitDeny'],
    ['none that may not be written, but no Allow', asks('dynamodb:PutItem', 'UserName'), 'implicitDeny'],
  ])('%s', (_what, asked, outcome) => {
    expect(decide(asked, policies).outcome).toBe(outcome);
  });
});

describe(`tags of a volume (${SINGLE_VALUED})`, () => {
  const volume = 'arn:aws:ec2:us-east-1:111122223333:volume/vol-1';
  const policies = {
    identity: identity(
      allow('ec2:CreateVolume'),
      allow('ec2:CreateTags', 'arn:aws:ec2:us-east-1:111122223333:volume/*', {
        Condition: { StringLike: { 'aws:RequestTag/project': '*' }, StringNotEquals: { 'aws:ResourceTag/environment': 'production' } },
      }),
    ),
  };

  test.each([
    ['a project, and another environment', { 'aws:RequestTag/project': 'Feature3', 'aws:ResourceTag/environment': 'QA' }, 'allowed'],
    ['no project', { 'aws:ResourceTag/environment': 'QA' }, 'implicitDeny'],
    ['production', { 'aws:RequestTag/project': 'Feature3', 'aws:ResourceTag/environment': 'production' }, 'implicitDeny'],
  ])('%s', (_what, context, outcome) => {
    expect(decide(request(role('Worker'), 'ec2:CreateTags', volume, context), policies).outcome).toBe(outcome);
  });
});

describe(`tasks of some clusters (${SINGLE_VALUED})`, () => {
  const cluster = (name: string) => `arn:aws:ecs:us-east-1:111122223333:cluster/${name}`;
  const policies = {
    identity: identity(allow('ecs:RunTask', '*', {
      Condition: {
        StringEquals: { 'aws:RequestTag/environment': ['production', 'prod-backup'] },
        ArnEquals: { 'ecs:cluster': [cluster('default1'), cluster('default2')] },
      },
    })),
  };

  test.each([
    ['a value of each key', { 'aws:RequestTag/environment': 'prod-backup', 'ecs:cluster': cluster('default1') }, 'allowed'],
    ['another value of the tag', { 'aws:RequestTag/environment': 'test', 'ecs:cluster': cluster('default1') }, 'implicitDeny'],
    ['another cluster', { 'aws:RequestTag/environment': 'production', 'ecs:cluster': cluster('default3') }, 'implicitDeny'],
    ['no tag', { 'ecs:cluster': cluster('default1') }, 'implicitDeny'],
  ])('%s', (_what, context, outcome) => {
    expect(decide(request(role('Worker'), 'ecs:RunTask', '*', context), policies).outcome).toBe(outcome);
  });
});

describe(`a queue that takes messages of one topic (${OPERATORS})`, () => {
  const queue = 'arn:aws:sqs:us-west-2:123456789012:queue';
  const topic = 'arn:aws:sns:us-west-2:123456789012:topic';
  const policies = {
    identity: [],
    resource: resource(allow('SQS:SendMessage', queue, { Principal: { Service: 'sns.amazonaws.com' }, Condition: { ArnEquals: { 'aws:SourceArn': topic } } })),
  };
  const sns = outsider('service', 'sns.amazonaws.com');

  test.each([
    ['the service for the topic', request(sns, 'sqs:SendMessage', queue, { 'aws:SourceArn': topic }), 'allowed'],
    ['the service for another topic', request(sns, 'sqs:SendMessage', queue, { 'aws:SourceArn': `${topic}2` }), 'implicitDeny'],
    ['the service for no topic', request(sns, 'sqs:SendMessage', queue), 'implicitDeny'],
    ['a user', request(user('Ana', '123456789012'), 'sqs:SendMessage', queue), 'implicitDeny'],
  ])('%s', (_what, asked, outcome) => {
    expect(decide(asked, policies).outcome).toBe(outcome);
  });
});
