import { AccessModel, ResourceNode } from '../../model/access-model';
import { ref, stringParameter } from '../example-templates';
import { partKey } from '../keys';
import { BLOCK_SETTINGS, blockSettings } from '../public-access-block';
import { resourceExample } from '../resource-grants';
import { resourcesSuch } from '../resources';
import { defineRule, Violation } from '../rule';

const all = Object.fromEntries(BLOCK_SETTINGS.map((setting) => [setting, true]));
const bucket = (title: string, settings: Record<string, unknown>) => (
  resourceExample(title, 'AWS::S3::Bucket', { PublicAccessBlockConfiguration: settings })
);
const TYPES: readonly string[] = ['AWS::S3::Bucket', 'AWS::S3::AccessPoint'];

export const bucketBlocksPublicAccess = defineRule({
  id: 'BucketBlocksPublicAccess',
  title: 'a bucket gives up a part of its block of public access',
  why: 'S3 blocks public access to new buckets; without the block, one policy or access control list opens the bucket to the world.',
  fix: 'Set all four settings of PublicAccessBlockConfiguration to true, or leave PublicAccessBlockConfiguration out.',
  severity: 'error',
  packs: ['strict'],
  controls: {
    'aws-fsbp': ['S3.8'],
    'cis-aws-5.0': ['2.1.4'],
    'pci-dss-4.0.1': ['1.4.4'],
    'nist-800-53-r5': ['AC-3', 'AC-3(7)', 'AC-4', 'AC-4(21)', 'AC-6', 'AC-21', 'SC-7', 'SC-7(3)', 'SC-7(4)', 'SC-7(9)', 'SC-7(11)', 'SC-7(16)', 'SC-7(20)', 'SC-7(21)'],
  },
  links: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html',
  ],
  unknown: 'A setting that is a token is a warning.',
  examples: {
    bad: [
      bucket('for a public policy', { ...all, BlockPublicPolicy: false, RestrictPublicBuckets: false }),
      bucket('the half of it', { BlockPublicAcls: true, IgnorePublicAcls: true }),
    ],
    good: [bucket('all of it', all), resourceExample('that of new buckets', 'AWS::S3::Bucket', {})],
    unknown: [{ ...bucket('a setting is a parameter', { ...all, RestrictPublicBuckets: ref('Restrict') }), parameters: stringParameter('Restrict') }],
  },
  * check(model) {
    for (const resource of resourcesSuch(model, (type) => TYPES.includes(type))) {
      yield* judgeResource(model, resource);
    }
  },
});

function* judgeResource(model: AccessModel, resource: ResourceNode): Iterable<Violation> {
  const location = 'Properties.PublicAccessBlockConfiguration';
  const settings = blockSettings(model, resource);
  const off = settings.filter(({ isOff }) => isOff).map(({ setting }) => setting);
  const open = settings.map((one) => one.open).find((token) => token !== undefined);
  if (off.length > 0) {
    yield {
      template: resource.template, resource, location, key: partKey('Off', off), message: `does not block all public access: ${off.join(', ')}`,
      witness: off.map((setting) => `${setting}: false`).join(', '),
    };
  } else if (open) {
    yield {
      template: resource.template, resource, location, key: partKey('Off', [`<${open.label}>`]), unknown: true,
      message: `blocks public access as ${open.label} says, known only when it is deployed`,
    };
  }
}
