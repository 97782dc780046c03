/** What rules ask of the trails of an app, and of where they write to. */
import { partKey } from './keys';
import { resourcesOf } from './resources';
import { Problem } from './select';
import { AccessModel, ResourceNode } from '../model/access-model';
import { readableId } from '../model/intrinsics';
import { bareToken, identityOf, opaqueToken, Text, tokensOf } from '../policy/text';

export function trailsOf(model: AccessModel): readonly ResourceNode[] {
  return resourcesOf(model, 'AWS::CloudTrail::Trail');
}

/** The values of a setting, in any form of the template; where it is left out, what CloudFormation takes instead. */
export function settingOf(model: AccessModel, resource: ResourceNode, path: string, ifLeftOut: string): readonly Text[] {
  return [...model.textsAt(resource, path), ...(model.isMissingAt(resource, path) ? [ifLeftOut] : [])];
}

/** Where the setting is not, or may not be, as it has to be. */
export function* unlike(
  model: AccessModel, resource: ResourceNode, path: string,
  { expected, ifLeftOut, message }: { expected: string; ifLeftOut: string; message: string },
): Iterable<Problem> {
  for (const found of settingOf(model, resource, path, ifLeftOut)) {
    const token = opaqueToken(found);
    if (token || found.toString().toLowerCase() !== expected) {
      yield {
        key: partKey(path, [readableId(resource.logicalId)]), unknown: token !== undefined,
        message: token ? `${message}, unless ${token.label} says otherwise` : message,
      };
    }
  }
}

/** The resource of the app that the text names, by its reference or by the name that the property gives it. */
export function namedBy(model: AccessModel, text: Text, type: string, nameProperty: string): ResourceNode | undefined {
  const keys = new Set([bareToken(text), ...tokensOf(text)].flatMap((token) => token?.resource ?? []));
  const names = new Set([identityOf(text), ...text.toString().split(/[:/]/)]);
  return resourcesOf(model, type).find((resource) => (
    keys.has(resource.key) || model.textsAt(resource, nameProperty).some((name) => names.has(identityOf(name)))
  ));
}

/** Of the app, as far as they are its own. */
export function logBucketsOf(model: AccessModel): readonly ResourceNode[] {
  const buckets = trailsOf(model).flatMap((trail) => model.textsAt(trail, 'S3BucketName'))
    .flatMap((name) => namedBy(model, name, 'AWS::S3::Bucket', 'BucketName') ?? []);
  return [...new Set(buckets)];
}

/** The properties of a trail that has nothing to be said against. */
export const GOOD_TRAIL = {
  S3BucketName: 'example-log-archive', IsLogging: true, IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true, EnableLogFileValidation: true,
  KMSKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d',
  CloudWatchLogsLogGroupArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:trail:*',
};

export function trailExample(title: string, properties: Record<string, unknown>) {
  return { title, resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { ...GOOD_TRAIL, ...properties } } } };
}
