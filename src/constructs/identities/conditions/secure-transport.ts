import { allForms, ConditionForms } from './condition-forms';
import { badProp } from '../../props';

/**
 * How requests have to be encrypted on their way.
 */
export interface SecureTransportConditionProps {
  /**
   * The least version of TLS, for S3, which alone tells it: 1.2 or 1.3. An Allow with it applies to actions of S3 only; the Deny leaves
   * requests to other services alone.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
   * @default - any
   */
  readonly minimumTls?: number;
}

/** The key is in every request; tools that look for this Deny know it with `Bool` only. A request to S3 without TLS has no version of it. */
export function secureTransportCondition({ minimumTls }: SecureTransportConditionProps): ConditionForms {
  const secure: ConditionForms = {
    allow: [{ Bool: { 'aws:SecureTransport': 'true' } }],
    deny: [{ Bool: { 'aws:SecureTransport': 'false' } }],
  };
  if (minimumTls === undefined) {
    return secure;
  }
  if (minimumTls !== 1.2 && minimumTls !== 1.3) {
    throw badProp('minimumTls', minimumTls, '1.2 or 1.3');
  }
  return allForms(secure, {
    allow: [{ NumericGreaterThanEquals: { 's3:TlsVersion': String(minimumTls) } }],
    deny: [{ NumericLessThan: { 's3:TlsVersion': String(minimumTls) } }],
  });
}
