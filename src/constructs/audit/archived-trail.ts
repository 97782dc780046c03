import { Fn, Token } from 'aws-cdk-lib';
import { checkText, ORGANIZATION_ID } from '../props';

/**
 * A trail whose records an archive keeps.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export interface ArchivedTrail {
  /**
   * ARN of the trail: `arn:aws:cloudtrail:eu-west-1:111122223333:trail/organization`. Of an organization trail, the account is the management account.
   */
  readonly trailArn: string;

  /**
   * Id of the organization, of a trail of an organization: `o-a1b2c3d4e5`.
   *
   * @default - a trail of its account only
   */
  readonly organizationId?: string;

  /**
   * What the keys of its objects begin with, without slashes at its ends: up to 200 letters, digits and `!_.'()/-`.
   *
   * @default - none
   */
  readonly keyPrefix?: string;
}

export function checkArchivedTrail({ trailArn, organizationId, keyPrefix }: ArchivedTrail, where: string): void {
  checkText(`${where}trailArn`, trailArn, /^arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\d{12}:trail\/[\w.-]{3,128}$/,
    'the ARN of a trail such as arn:aws:cloudtrail:eu-west-1:111122223333:trail/organization');
  if (organizationId !== undefined) {
    checkText(`${where}organizationId`, organizationId, ORGANIZATION_ID, 'the id of an organization such as o-a1b2c3d4e5');
  }
  if (keyPrefix !== undefined) {
    checkText(`${where}keyPrefix`, keyPrefix, /^(?!\/)[\w!.'()/-]{1,200}(?<!\/)$/, 'up to 200 letters, digits and !_.\'()/- without slashes at its ends');
  }
}

/** Below which CloudTrail writes: log files and digest files of the account of the trail, and those of the accounts of its organization. */
export function folders({ trailArn, organizationId, keyPrefix }: ArchivedTrail): string[] {
  const root = keyPrefix === undefined ? 'AWSLogs' : `${keyPrefix}/AWSLogs`;
  return [accountOf(trailArn), ...(organizationId === undefined ? [] : [organizationId])].map((owner) => `${root}/${owner}`);
}

export function accountOf(trailArn: string): string {
  return Fn.select(ACCOUNT_PART, Fn.split(':', trailArn));
}

/** As far as it is known now; the partition is that of both. */
export function isSame(one: ArchivedTrail, other: ArchivedTrail): boolean {
  const parts = [one, other].map(({ trailArn, organizationId, keyPrefix }) => [behindPartition(trailArn), organizationId, keyPrefix]);
  return parts[0].every((part, index) => isSamePart(part, parts[1][index]));
}

const ACCOUNT_PART = 4;

/** All of an ARN that is one token. */
function behindPartition(arn: string): string {
  const [, , ...rest] = arn.split(':');
  return rest.length > 0 ? rest.join(':') : arn;
}

function isSamePart(one: string | undefined, other: string | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && [one, other].some((value) => Token.isUnresolved(value)));
}
