import { readableId } from '../../model/intrinsics';
import { ref } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { settingOf, trailExample, trailsOf } from '../trails';

export const trailEncrypted = defineRule({
  id: 'TrailEncrypted',
  title: 'the files of a trail are not encrypted by a key of the account',
  why: 'Whoever may read the bucket then reads the records: with a key it takes a second permission, that of the key, and its use is recorded, too.',
  fix: 'Set KMSKeyId to a key whose policy lets CloudTrail encrypt and only auditors decrypt; in a CDK app, AuditTrail does so.',
  severity: 'error',
  packs: ['strict'],
  controls: {
    'aws-fsbp': ['CloudTrail.2'],
    'cis-aws-5.0': ['3.5'],
    'pci-dss-4.0.1': ['10.3.2'],
    'nist-800-53-r5': ['AU-9', 'CA-9(1)', 'CM-3(6)', 'SC-13', 'SC-28', 'SC-28(1)', 'SC-7(10)', 'SI-7(6)'],
  },
  links: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-2',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html',
  ],
  unknown: 'Nothing is left open: a key that is a token is a key.',
  examples: {
    bad: [trailExample('no key', { KMSKeyId: ref('AWS::NoValue') })],
    good: [
      trailExample('a key', {}),
      { ...trailExample('a key that is a parameter', { KMSKeyId: ref('KeyArn') }), parameters: { KeyArn: { Type: 'String' } } },
    ],
    unknown: [],
  },
  *check(model) {
    for (const trail of trailsOf(model).filter((one) => settingOf(model, one, 'KMSKeyId', '').includes(''))) {
      yield {
        template: trail.template, resource: trail, location: 'Properties', key: partKey('KMSKeyId', [readableId(trail.logicalId)]),
        message: 'makes a trail whose files are not encrypted by a key of AWS KMS',
      };
    }
  },
});
