import { AccessModel, ResourceNode } from '../../model/access-model';
import { readableId } from '../../model/intrinsics';
import { eventSelectorsOf } from '../event-selectors';
import { ref, stringParameter } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { Problem } from '../select';
import { trailExample, trailsOf, unlike } from '../trails';

export const trailRecordsEverything = defineRule({
  id: 'TrailRecordsEverything',
  title: 'a trail leaves out Regions, global services or management events',
  why: 'What is done in an unused Region, or by a call that is left out, leaves no record, and that is where those go who do not want to be seen.',
  fix: 'Set IsMultiRegionTrail and IncludeGlobalServiceEvents to true, and record all management events, reads and writes.',
  severity: 'error',
  packs: ['strict'],
  controls: {
    'aws-fsbp': ['CloudTrail.1'],
    'cis-aws-5.0': ['3.1'],
    'nist-800-53-r5': ['AC-2(4)', 'AC-6(9)', 'AU-2', 'AU-3', 'AU-10', 'AU-12', 'AU-14(1)', 'CA-7', 'SI-4(20)'],
  },
  links: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1',
    'https://docs.aws.amazon.com/config/latest/developerguide/cloudtrail-security-trail-enabled.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html',
  ],
  unknown: 'A setting that is a token is a warning that names it.',
  examples: {
    bad: [
      trailExample('one Region, which is the default', { IsMultiRegionTrail: ref('AWS::NoValue') }),
      trailExample('writes only', { EventSelectors: [{ ReadWriteType: 'WriteOnly' }] }),
      trailExample('without the calls of AWS KMS', { EventSelectors: [{ ExcludeManagementEventSources: ['kms.amazonaws.com'] }] }),
      trailExample('data events only', { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }] }] }),
    ],
    good: [
      trailExample('all of them', {}),
      trailExample('by an advanced selector', { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }] }),
      {
        title: 'a trail for data events beside one for all others',
        resources: {
          ...trailExample('', {}).resources,
          Data: {
            Type: 'AWS::CloudTrail::Trail',
            Properties: { IsLogging: true, EventSelectors: [{ IncludeManagementEvents: false, DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::reports/'] }] }] },
          },
        },
      },
    ],
    unknown: [{ ...trailExample('the setting is a parameter', { IsMultiRegionTrail: ref('Setting') }), parameters: stringParameter('Setting') }],
  },
  *check(model) {
    const trails = trailsOf(model).map((trail) => ({ trail, problems: [...problemsOf(model, trail)] }));
    for (const { trail, problems } of trails) {
      const { template } = trail;
      const hasOther = trails.some((other) => other.trail.template.account === template.account && other.problems.length === 0);
      yield* hasOther ? [] : problems.map((problem) => ({ template, resource: trail, location: 'Properties', ...problem }));
    }
  },
});

function* problemsOf(model: AccessModel, trail: ResourceNode): Iterable<Problem> {
  yield* unlike(model, trail, 'IsMultiRegionTrail', { expected: 'true', ifLeftOut: 'false', message: 'records one Region and no other' });
  yield* unlike(model, trail, 'IncludeGlobalServiceEvents', { expected: 'true', ifLeftOut: 'true', message: 'leaves out global services, such as IAM' });
  const key = partKey('ManagementEvents', [readableId(trail.logicalId)]);
  const selectors = eventSelectorsOf(model, trail);
  const recording = selectors.filter(({ management }) => management);
  const late = selectors.find(({ unknown }) => unknown !== undefined);
  if (recording.some(({ limits, unknown }) => limits.length === 0 && unknown === undefined)) {
    return;
  }
  if (late) {
    yield { key, unknown: true, message: `may leave out management events: ${late.unknown} decides` };
  } else {
    yield { key, message: recording.length === 0 ? 'records no management events' : `leaves out management events: ${recording[0].limits.join(', ')}` };
  }
}
