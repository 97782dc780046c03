import { AccessModel, ResourceNode } from '../../model/access-model';
import { opaqueToken } from '../../policy/text';
import { ref, stringParameter } from '../example-templates';
import { partKey } from '../keys';
import { resourceExample } from '../resource-grants';
import { resourcesOf } from '../resources';
import { defineRule, Violation } from '../rule';

const bucket = (title: string, properties: Record<string, unknown>) => resourceExample(title, 'AWS::S3::Bucket', properties);

/** Canned ACLs that let in others than the owner and AWS, and whom. https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const PUBLIC_ACLS: Readonly<Record<string, string>> = {
  AuthenticatedRead: 'anyone with an AWS account read it',
  PublicRead: 'anyone read it',
  PublicReadWrite: 'anyone read and change it',
};

export const bucketNoPublicAcl = defineRule({
  id: 'BucketNoPublicAcl',
  title: 'the access control list of a bucket lets in everyone',
  why: 'Anyone in the world can list the bucket, and with PublicReadWrite put into it and delete from it.',
  fix: 'Leave AccessControl out, and grant what is to be public by a bucket policy, or by a CloudFront distribution before the bucket.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: {
    'aws-fsbp': ['S3.2', 'S3.3'],
    'nist-800-53-r5': ['AC-3', 'AC-3(7)', 'AC-4', 'AC-4(21)', 'AC-6', 'AC-21', 'SC-7', 'SC-7(3)', 'SC-7(4)', 'SC-7(9)', 'SC-7(11)', 'SC-7(16)', 'SC-7(20)', 'SC-7(21)'],
  },
  links: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
  ],
  unknown: 'An access control list that is a token is a warning, and so is a public one that the bucket ignores.',
  examples: {
    bad: [bucket('anyone may list it', { AccessControl: 'PublicRead', OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } })],
    good: [bucket('its own', { AccessControl: 'Private' }), bucket('for the logs of AWS', { AccessControl: 'LogDeliveryWrite' })],
    unknown: [
      { ...bucket('the list is a parameter', { AccessControl: ref('Acl') }), parameters: stringParameter('Acl') },
      bucket('public access control lists are ignored', { AccessControl: 'PublicRead', PublicAccessBlockConfiguration: { IgnorePublicAcls: true } }),
    ],
  },
  * check(model) {
    for (const resource of resourcesOf(model, 'AWS::S3::Bucket')) {
      yield* judgeBucket(model, resource);
    }
  },
});

function* judgeBucket(model: AccessModel, resource: ResourceNode): Iterable<Violation> {
  const place = { template: resource.template, resource, location: 'Properties.AccessControl' };
  for (const acl of model.textsAt(resource, 'AccessControl')) {
    const token = opaqueToken(acl);
    const whom = PUBLIC_ACLS[acl.toString()];
    if (token) {
      yield {
        ...place, key: partKey('AccessControl', [acl]), unknown: true, message: `has the access control list ${token.label}, known only when it is deployed`,
      };
    } else if (whom) {
      const ignored = model.textsAt(resource, 'PublicAccessBlockConfiguration.IgnorePublicAcls').map(String);
      const isIgnored = ignored.length > 0 && ignored.every((value) => value === 'true');
      yield {
        ...place, key: partKey('AccessControl', [acl]), message: `lets ${whom}${isIgnored ? ', but ignores it' : ''}`, witness: `AccessControl: ${acl}`,
        ...(isIgnored && { severity: 'warning' as const }),
      };
    }
  }
}
