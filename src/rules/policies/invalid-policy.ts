import { policyExample, ref, stringParameter } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { placeOfPolicy } from '../select';

export const invalidPolicy = defineRule({
  id: 'InvalidPolicy',
  title: 'a policy document is not one that IAM accepts, or cannot be read before it is deployed',
  why: 'What cannot be read cannot be judged, and a deployment that fails half-way leaves the account in between.',
  fix: 'Write the element as the IAM policy grammar has it.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: {},
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html'],
  unknown: 'A document, a statement or an element that is a token, a macro or a nested stack whose template is not there is a warning that names it.',
  examples: {
    bad: [
      policyExample('an effect that does not exist', { Effect: 'Permit', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }),
      policyExample('a condition operator that does not exist', {
        Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*', Condition: { StringMatches: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      }),
      policyExample('a principal in an identity-based policy', { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }),
    ],
    good: [policyExample('well-formed', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' })],
    unknown: [
      {
        title: 'the document is a parameter',
        resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: ref('Document') } } },
        parameters: stringParameter('Document'),
      },
      { title: 'a macro', resources: {}, sections: { Transform: 'AWS::Serverless-2016-10-31' } },
    ],
  },
  *check(model) {
    for (const policy of model.policies) {
      for (const issue of policy.document.issues) {
        const place = placeOfPolicy(policy);
        const name = issue.path || 'the document';
        yield {
          ...place,
          location: issue.path ? `${policy.location}.${issue.path}` : policy.location,
          key: partKey(issue.path || 'Document', [issue.found]),
          message: issue.token === undefined
            ? `has ${issue.found} at ${name}, where IAM expects ${issue.expected}`
            : `has ${issue.token} at ${name}, known only when it is deployed, where IAM expects ${issue.expected}`,
          fix: `Write ${issue.expected}.`,
          unknown: issue.token !== undefined,
        };
      }
    }
    for (const { template, resource, location, what } of model.unread) {
      yield {
        template, ...(resource && { resource }), location, key: partKey('Unread', [what]), unknown: true,
        message: `contains ${what}: what it adds is known only when it is deployed, and is not judged`,
        fix: 'Check the processed template, for instance from a change set.',
      };
    }
  },
});
