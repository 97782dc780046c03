import { readableId } from '../../model/intrinsics';
import { ref, trusting, trustsLambda } from '../example-templates';
import { partKey } from '../keys';
import { resourcesOf } from '../resources';
import { defineRule } from '../rule';

export const noAccessKeys = defineRule({
  id: 'NoAccessKeys',
  title: 'a long-term access key is created',
  why: 'It works from anywhere until somebody deletes it, and its secret passes through the template\'s outputs and state.',
  fix: 'Use a role: for workloads on AWS its own, elsewhere IAM Roles Anywhere or an OIDC provider, for people IAM Identity Center.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: {
    'aws-fsbp': ['IAM.3'],
    'cis-aws-5.0': ['1.13'],
    'pci-dss-4.0.1': ['8.3.9', '8.6.3'],
    'nist-800-53-r5': ['AC-2(1)', 'AC-2(3)', 'AC-3(15)'],
    'well-architected': ['SEC02-BP02'],
  },
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html'],
  unknown: 'Nothing is left open: whoever the user is, the key is long-term.',
  examples: {
    bad: [
      {
        title: 'a key for a user',
        resources: {
          User: { Type: 'AWS::IAM::User' },
          Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: ref('User') } },
        },
      },
    ],
    good: [{ title: 'a role', resources: { Role: { Type: 'AWS::IAM::Role', Properties: trusting(trustsLambda) } } }],
    unknown: [],
  },
  *check(model) {
    for (const resource of resourcesOf(model, 'AWS::IAM::AccessKey')) {
      yield {
        template: resource.template, resource, location: 'Type', key: partKey('AccessKey', [readableId(resource.logicalId)]),
        message: 'creates a long-term access key',
      };
    }
  },
});
