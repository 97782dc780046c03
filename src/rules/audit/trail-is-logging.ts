import { ref, stringParameter } from '../example-templates';
import { defineRule } from '../rule';
import { trailExample, trailsOf, unlike } from '../trails';

export const trailIsLogging = defineRule({
  id: 'TrailIsLogging',
  title: 'a trail is switched off',
  why: 'Nobody can tell afterwards what was done, and by whom.',
  fix: 'Set IsLogging to true.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: {
    'aws-fsbp': ['CloudTrail.1'],
    'cis-aws-5.0': ['3.1'],
    'pci-dss-4.0.1': ['10.2.1'],
    'nist-800-53-r5': ['AU-2', 'AU-12'],
  },
  links: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-3',
  ],
  unknown: 'A setting that is a token is a warning that names it.',
  examples: {
    bad: [
      trailExample('switched off', { IsLogging: false }),
    ],
    good: [
      trailExample('switched on', {}),
    ],
    unknown: [
      { ...trailExample('the setting is a parameter', { IsLogging: ref('Setting') }), parameters: stringParameter('Setting') },
    ],
  },
  *check(model) {
    for (const trail of trailsOf(model)) {
      for (const problem of unlike(model, trail, 'IsLogging', { expected: 'true', ifLeftOut: 'true', message: 'makes a trail that records nothing' })) {
        yield { template: trail.template, resource: trail, location: 'Properties.IsLogging', ...problem };
      }
    }
  },
});
