import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

const INSTANCES = 'arn:*:ec2:*:*:instance/*';

export const requireInstanceMetadataV2 = defineGuardrail({
  id: 'RequireInstanceMetadataV2',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'instances hand out credentials only to those who ask with a session token',
  intent: 'Version 1 of the instance metadata service gives the credentials of the instance to anybody who can make its software fetch an address.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'Launches have to say `HttpTokens: required`, in the call or in the launch template.',
    'Software on an instance that still uses version 1 loses access to AWS.',
    'Metadata options of running instances, and the defaults of the account, are changed by exempt principals only.',
    'A hop limit above 2, which no container needs, is denied.',
  ],
  controls: { 'aws-fsbp': ['EC2.8'], 'well-architected': ['SEC03-BP05'] },
  links: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html',
  ],
  examples: {
    denied: [
      { what: 'starts an instance that takes both versions', action: 'ec2:RunInstances', resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0', context: { 'ec2:MetadataHttpTokens': 'optional' } },
      { what: 'starts an instance and says nothing of it', action: 'ec2:RunInstances', resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0' },
      { what: 'starts an instance whose metadata goes far', action: 'ec2:RunInstances', resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0', context: { 'ec2:MetadataHttpTokens': 'required', 'ec2:MetadataHttpPutResponseHopLimit': 64 } },
      ...requests([
        ['changes the options of an instance', 'ec2:ModifyInstanceMetadataOptions'],
      ], { resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0' }),
      ...requests([
        ['changes the defaults of the account', 'ec2:ModifyInstanceMetadataDefaults'],
      ]),
      ...requests([
        ['reads an object with credentials of version 1', 's3:GetObject'],
      ], { resource: 'arn:aws:s3:::reports/2026.csv', context: { 'ec2:RoleDelivery': 1.0 } }),
      ...requests([
        ['makes a role with credentials of version 1', 'iam:CreateRole'],
        ['assumes a role with credentials of version 1', 'sts:AssumeRole'],
      ], { resource: 'arn:aws:iam::111122223333:role/Worker', context: { 'ec2:RoleDelivery': 1.0 } }),
    ],
    allowed: [
      { what: 'starts an instance with version 2 only', action: 'ec2:RunInstances', resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0', context: { 'ec2:MetadataHttpTokens': 'required', 'ec2:MetadataHttpPutResponseHopLimit': 2 } },
      { what: 'the launch uses a subnet', action: 'ec2:RunInstances', resource: 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-0123456789abcdef0' },
      ...requests([
        ['reads an object with credentials of version 2', 's3:GetObject'],
      ], { resource: 'arn:aws:s3:::reports/2026.csv', context: { 'ec2:RoleDelivery': 2.0 } }),
      ...requests([
        ['reads an object from elsewhere than an instance', 's3:GetObject'],
      ], { resource: 'arn:aws:s3:::reports/2026.csv' }),
      ...requests([
        ['stops an instance', 'ec2:StopInstances'],
        ['changes the type of an instance', 'ec2:ModifyInstanceAttribute'],
      ], { resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0' }),
      ...requests([
        ['reads the defaults of the account', 'ec2:GetInstanceMetadataDefaults'],
      ]),
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({
      Action: 'ec2:RunInstances', Resource: INSTANCES, Condition: { StringNotEquals: { 'ec2:MetadataHttpTokens': 'required' } },
    }, parameters),
    denyUnlessExempt({
      Action: 'ec2:RunInstances', Resource: INSTANCES, Condition: { NumericGreaterThan: { 'ec2:MetadataHttpPutResponseHopLimit': '2' } },
    }, parameters),
    denyUnlessExempt({ Action: ['ec2:ModifyInstanceMetadataDefaults', 'ec2:ModifyInstanceMetadataOptions'] }, parameters),
    denyUnlessExempt({ Action: '*', Condition: { NumericLessThan: { 'ec2:RoleDelivery': '2.0' } } }, parameters),
  ],
});
