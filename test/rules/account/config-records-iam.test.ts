import { readTemplates } from '../../../src/model/template-reader';
import { configRecordsIam } from '../../../src/rules/account/config-records-iam';
import { judgeWith } from '../../../src/rules/judge';
import { findings } from '../judging';

const recorder = (RecordingGroup: Record<string, unknown>) => ({ Type: 'AWS::Config::ConfigurationRecorder', Properties: { RecordingGroup } });
const rule = (SourceIdentifier: string, more: Record<string, unknown> = {}) => ({
  Type: 'AWS::Config::ConfigRule', Properties: { Source: { Owner: 'AWS', SourceIdentifier }, ...more },
});
const messages = (resources: Record<string, unknown>) => findings(configRecordsIam, resources).map(({ message }) => message);

test('names the types that are missing, for each rule', () => {
  const Recorder = recorder({ ResourceTypes: ['AWS::IAM::Role'] });
  expect(messages({ Recorder, Inline: rule('IAM_NO_INLINE_POLICY_CHECK'), Users: rule('IAM_USER_NO_POLICIES_CHECK') })).toEqual([
    'does not record AWS::IAM::User, AWS::IAM::Group, which the rule Inline looks at',
    'does not record AWS::IAM::User, which the rule Users looks at',
  ]);
});

test('a rule of one\'s own tells its types by its scope', () => {
  const Own = rule('arn:aws:lambda:eu-west-1:111122223333:function:check', { Scope: { ComplianceResourceTypes: ['AWS::IAM::Role', 'AWS::S3::Bucket'] } });
  expect(messages({ Recorder: recorder({ ResourceTypes: ['AWS::S3::Bucket'] }), Own })).toEqual(['does not record AWS::IAM::Role, which the rule Own looks at']);
});

test('a rule that is run at times needs no recorder, and neither does one about other types', () => {
  const Recorder = recorder({ ResourceTypes: ['AWS::S3::Bucket'] });
  expect(messages({ Recorder, Keys: rule('ACCESS_KEYS_ROTATED'), Buckets: rule('S3_BUCKET_VERSIONING_ENABLED') })).toEqual([]);
});

test('types that are left out by name are not recorded', () => {
  const RecordingGroup = { RecordingStrategy: { UseOnly: 'EXCLUSION_BY_RESOURCE_TYPES' }, ExclusionByResourceTypes: { ResourceTypes: ['AWS::IAM::User'] } };
  expect(messages({ Recorder: recorder(RecordingGroup), Users: rule('IAM_USER_NO_POLICIES_CHECK') })).toHaveLength(1);
});

test('a rule of another Region has another recorder', () => {
  const inRegion = (region: string, Resources: Record<string, unknown>) => ({ file: region, account: '111122223333', region, body: { Resources } });
  const model = readTemplates([
    inRegion('us-east-1', { Recorder: recorder({ AllSupported: true }) }), inRegion('eu-west-1', { Users: rule('IAM_USER_NO_POLICIES_CHECK') }),
  ]);
  expect(judgeWith([configRecordsIam], model)).toEqual([]);
});

test('what one form of the template leaves out is not recorded in it', () => {
  const group = { AllSupported: true, IncludeGlobalResourceTypes: true };
  const resources = { Recorder: recorder({ 'Fn::If': ['IsLive', group, { Ref: 'AWS::NoValue' }] }), Rule: rule('IAM_USER_NO_POLICIES_CHECK') };
  expect(findings(configRecordsIam, resources, { Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } })).toHaveLength(1);
});
