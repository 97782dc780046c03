import { ref, stringParameter } from '../example-templates';
import { defineRule } from '../rule';
import { trailExample, trailsOf, unlike } from '../trails';

export const trailValidatesFiles = defineRule({
  id: 'TrailValidatesFiles',
  title: 'the files of a trail can be changed without a trace',
  why: 'Who covers their tracks deletes or edits the records of what they did; only the signed digests tell.',
  fix: 'Set EnableLogFileValidation to true.',
  severity: 'error',
  packs: ['strict'],
  controls: {
    'aws-fsbp': ['CloudTrail.4'],
    'cis-aws-5.0': ['3.2'],
    'pci-dss-4.0.1': ['10.3.2'],
    'nist-800-53-r5': ['AU-9', 'SI-4', 'SI-7(1)', 'SI-7(3)', 'SI-7(7)'],
  },
  links: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-4',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html',
  ],
  unknown: 'A setting that is a token is a warning that names it.',
  examples: {
    bad: [
      trailExample('left out, which is false', { EnableLogFileValidation: ref('AWS::NoValue') }),
    ],
    good: [
      trailExample('with digests', {}),
    ],
    unknown: [
      { ...trailExample('the setting is a parameter', { EnableLogFileValidation: ref('Setting') }), parameters: stringParameter('Setting') },
    ],
  },
  *check(model) {
    for (const trail of trailsOf(model)) {
      for (const problem of unlike(model, trail, 'EnableLogFileValidation', { expected: 'true', ifLeftOut: 'false', message: 'makes a trail without the digests that tell whether its files have been changed' })) {
        yield { template: trail.template, resource: trail, location: 'Properties.EnableLogFileValidation', ...problem };
      }
    }
  },
});
