import { ref, roleExample } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';

export const sessionDurationCapped = defineRule({
  id: 'SessionDurationCapped',
  title: 'a role\'s session lasts longer than allowed',
  why: 'A stolen session works until it ends.',
  fix: 'Lower MaxSessionDuration; in a CDK app, Guardrails.enforce(app, { maxSessionDuration }) caps every role.',
  severity: 'error',
  packs: ['strict'],
  controls: { 'well-architected': ['SEC02-BP02'] },
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html'],
  unknown: 'A duration that is a token is a warning.',
  examples: {
    bad: [roleExample('twelve hours', { MaxSessionDuration: 43_200 })],
    good: [roleExample('one hour, the default', {}), roleExample('one hour, as text', { MaxSessionDuration: '3600' })],
    unknown: [{ ...roleExample('the duration is a parameter', { MaxSessionDuration: ref('Seconds') }), parameters: { Seconds: { Type: 'Number' } } }],
  },
  askedFor: ({ maxSessionSeconds }) => maxSessionSeconds !== undefined,
  *check(model, { maxSessionSeconds }) {
    for (const { resource, maxSessionSeconds: durations } of model.principals.filter((principal) => principal.maxSessionSeconds.length > 0)) {
      const place = { template: resource.template, resource, location: 'Properties.MaxSessionDuration' };
      for (const duration of durations) {
        const key = partKey('MaxSessionDuration', [String(duration)]);
        if (typeof duration !== 'number') {
          yield { ...place, key, unknown: true, message: `has a session of ${duration} seconds, known only when it is deployed; at most ${maxSessionSeconds} are allowed` };
        } else if (duration > maxSessionSeconds) {
          yield { ...place, key, message: `has a session of up to ${duration} seconds; at most ${maxSessionSeconds} are allowed` };
        }
      }
    }
  },
});
