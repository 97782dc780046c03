/** What a bucket or an access point says of the block of public access. */
import { AccessModel, ResourceNode } from '../model/access-model';
import { opaqueToken, Token } from '../policy/text';

export const BLOCK_SETTINGS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

export interface BlockSetting {
  readonly setting: string;
  /** In some form of the template. */
  readonly isOff: boolean;
  /** Decides when it is deployed. */
  readonly open?: Token;
}

const BLOCK = 'PublicAccessBlockConfiguration';

/**
 * S3 blocks public access to new buckets and access points of which nothing is said. Of what is said of a bucket, a setting that is left out is off.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function blockSettings(model: AccessModel, resource: ResourceNode): readonly BlockSetting[] {
  const whole = model.textsAt(resource, BLOCK).map(opaqueToken);
  return BLOCK_SETTINGS.map((setting) => {
    const texts = model.textsAt(resource, `${BLOCK}.${setting}`);
    const isOff = texts.some((text) => text.toString().toLowerCase() === 'false')
      || (resource.type === 'AWS::S3::Bucket' && isLeftOut(model, resource, setting));
    const open = [...whole, ...texts.map(opaqueToken)].find((token) => token !== undefined);
    return { setting, isOff, ...(open && { open }) };
  });
}

/** Where others are set. */
function isLeftOut(model: AccessModel, resource: ResourceNode, setting: string): boolean {
  const isSaid = !model.isMissingAt(resource, BLOCK);
  const others = BLOCK_SETTINGS.some((other) => model.textsAt(resource, `${BLOCK}.${other}`).length > 0);
  return (isSaid && model.isMissingAt(resource, `${BLOCK}.${setting}`))
    || (others && model.textsAt(resource, `${BLOCK}.${setting}`).length === 0);
}
