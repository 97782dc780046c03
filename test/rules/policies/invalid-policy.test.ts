import { trusting } from '../../../src/rules/example-templates';
import { invalidPolicy } from '../../../src/rules/policies/invalid-policy';
import { findings, policy } from '../judging';

const OK = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' };
const PARAMETER = { Parameters: { Input: { Type: 'String' } } };
const of = (PolicyDocument: unknown, sections = {}) => findings(invalidPolicy, { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument } } }, sections);

describe('a mistake says where it is and what is expected', () => {
  test.each<[string, Record<string, unknown>, string, string]>([
    ['no effect', { Effect: undefined }, '.Statement[0].Effect', 'has nothing at Statement[0].Effect, where IAM expects "Allow" or "Deny"'],
    ['no action', { Action: undefined }, '.Statement[0]', 'has no Action at Statement[0], where IAM expects Action or NotAction'],
    ['no resource', { Resource: undefined }, '.Statement[0]', 'has no Resource at Statement[0], where IAM expects Resource or NotResource'],
    ['two kinds of action', { NotAction: 's3:*' }, '.Statement[0].Action', 'has both Action and NotAction at Statement[0].Action, where IAM expects one of Action and NotAction'],
    ['a resource that is no text', { Resource: [{ Arn: 'x' }] }, '.Statement[0].Resource', 'has [{"Arn":"x"}] at Statement[0].Resource, where IAM expects a string or a list of strings'],
    ['an element that does not exist', { Principals: '*' }, '.Statement[0].Principals', expect.stringMatching(/^has element "Principals" at .*, where IAM expects Sid, Effect, /) as unknown as string],
  ])('%s', (_what, statement, location, message) => {
    expect(findings(invalidPolicy, policy({ ...OK, ...statement })))
      .toMatchObject([{ severity: 'error', location: `Resources.Policy.Properties.PolicyDocument${location}`, message }]);
  });

  test.each<[string, unknown, string]>([
    ['no document', undefined, 'has nothing at the document, where IAM expects a policy document: an object with Statement'],
    ['an old version that never was', { Version: '2012-10-18', Statement: OK }, 'has 2012-10-18 at Version, where IAM expects "2012-10-17" or "2008-10-17"'],
    ['no statements', { Statement: [] }, 'has [] at Statement, where IAM expects at least one statement'],
    ['text that is not JSON', '{ "Statement": ', expect.stringMatching(/^has text that is not JSON \(.+\) at the document, where IAM expects a policy document in JSON$/) as unknown as string],
  ])('%s', (_what, document, message) => {
    expect(of(document)).toMatchObject([{ severity: 'error', message }]);
  });

  test('the fix says what to write', () => {
    expect(findings(invalidPolicy, policy({ ...OK, Effect: 'allow' }))[0].fix).toBe('Write "Allow" or "Deny".');
  });

  test('each mistake is found by itself, and so acknowledged', () => {
    expect(findings(invalidPolicy, policy({ ...OK, Effect: 'Permit' }, { ...OK, Effect: 'Forbid' })).map(({ key }) => key))
      .toEqual(['Statement<0>.Effect=Permit', 'Statement<1>.Effect=Forbid']);
  });
});

describe('each kind of policy has its own grammar', () => {
  const PRINCIPAL = { AWS: '111122223333' };

  test.each<[string, string, Record<string, unknown>, string]>([
    ['a trust policy names no resource', 'AWS::IAM::Role', trusting({ Effect: 'Allow', Principal: PRINCIPAL, Action: 'sts:AssumeRole', Resource: '*' }),
      'AssumeRolePolicyDocument.Statement[0].Resource'],
    ['a trust policy names a principal', 'AWS::IAM::Role', trusting({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'AssumeRolePolicyDocument.Statement[0]'],
    ['a bucket policy names a principal', 'AWS::S3::BucketPolicy', { Bucket: 'reports', PolicyDocument: { Statement: OK } }, 'PolicyDocument.Statement[0]'],
    ['a service control policy names no principal', 'AWS::Organizations::Policy', {
      Name: 'n', Type: 'SERVICE_CONTROL_POLICY', Content: { Version: '2012-10-17', Statement: { ...OK, Principal: '*' } },
    }, 'Content.Statement[0].Principal'],
    ['a permission set names no principal', 'AWS::SSO::PermissionSet', { Name: 's', InlinePolicy: { Statement: { ...OK, Principal: PRINCIPAL } } }, 'InlinePolicy.Statement[0].Principal'],
    ['a role without trust policy', 'AWS::IAM::Role', {}, 'AssumeRolePolicyDocument'],
  ])('%s', (_what, Type, Properties, location) => {
    expect(findings(invalidPolicy, { It: { Type, Properties } })).toMatchObject([{ severity: 'error', location: `Resources.It.Properties.${location}` }]);
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['a key policy', 'AWS::KMS::Key', { KeyPolicy: { Statement: [{ Effect: 'Allow', Principal: PRINCIPAL, Action: 'kms:*', Resource: '*' }] } }],
    ['a resource control policy', 'AWS::Organizations::Policy', {
      Name: 'n', Type: 'RESOURCE_CONTROL_POLICY', Content: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }] },
    }],
    ['a tag policy, which is in another language', 'AWS::Organizations::Policy', { Name: 'n', Type: 'TAG_POLICY', Content: { tags: {} } }],
    ['a role that trusts a service', 'AWS::IAM::Role', trusting({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' })],
    ['a policy in JSON text', 'AWS::SSO::PermissionSet', { Name: 's', InlinePolicy: JSON.stringify({ Version: '2012-10-17', Statement: OK }) }],
  ])('%s is well-formed', (_what, Type, Properties) => {
    expect(findings(invalidPolicy, { It: { Type, Properties } })).toEqual([]);
  });

  test('the other statements are judged all the same', () => {
    expect(findings(invalidPolicy, policy({ ...OK, Effect: 'Permit' }, OK, { ...OK, Action: 1 })).map(({ location }) => location.split('.').slice(-2).join('.')))
      .toEqual(['Statement[0].Effect', 'Statement[2].Action']);
  });
});

describe('what is known only when it is deployed is a warning', () => {
  test.each<[string, unknown, string]>([
    ['a document', { Ref: 'Input' }, 'has Input at the document, known only when it is deployed, where IAM expects a policy document: an object with Statement'],
    ['a statement', { Statement: [OK, { Ref: 'Input' }] }, 'has Input at Statement[1], known only when it is deployed, where IAM expects a statement: an object with Effect'],
    ['an effect', { Statement: { ...OK, Effect: { Ref: 'Input' } } }, 'has Input at Statement[0].Effect, known only when it is deployed, where IAM expects "Allow" or "Deny"'],
  ])('%s', (_what, document, message) => {
    expect(of(document, PARAMETER)).toMatchObject([{ severity: 'warning', message }]);
  });

  test('but not an action, a resource or a value of a condition, which other rules judge', () => {
    const statement = { Effect: 'Allow', Action: { Ref: 'Input' }, Resource: { Ref: 'Input' }, Condition: { StringEquals: { 'aws:PrincipalOrgID': { Ref: 'Input' } } } };
    expect(findings(invalidPolicy, policy(statement), PARAMETER)).toEqual([]);
  });

  test('an effect that may be one or the other is well-formed', () => {
    expect(of({ Statement: { ...OK, Effect: { Ref: 'Input' } } }, { Parameters: { Input: { Type: 'String', AllowedValues: ['Allow', 'Deny'] } } })).toEqual([]);
  });
});

describe('what cannot be read is a warning', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>, string, string]>([
    ['a macro over the template', {}, { Transform: ['AWS::LanguageExtensions'] }, 'Transform', 'contains the transform "AWS::LanguageExtensions": what it adds'],
    ['a macro in a resource', { It: { Type: 'AWS::IAM::Role', Properties: { ...trusting({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }), 'Fn::Transform': { Name: 'M' } } } },
      {}, 'Resources.It.Properties', 'contains Fn::Transform: what it adds'],
    ['a nested stack without its template', { It: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/t.json' } } },
      {}, 'Resources.It.Properties.TemplateURL', 'contains the template of this nested stack: what it adds'],
  ])('%s', (_what, resources, sections, location, message) => {
    const [finding, ...others] = findings(invalidPolicy, resources, sections);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'warning', location, message: `${message} is known only when it is deployed, and is not judged` });
  });
});
