import { awsManagedPolicy, AwsManagedPolicy } from '../../model/aws-managed-policy';
import { roleExample } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { isEveryResource } from '../select';
import { amountsTo } from './no-admin-managed-policy';
import { wholeService } from './no-service-wildcard-action';

export const noFullAccessManagedPolicy = defineRule({
  id: 'NoFullAccessManagedPolicy',
  title: 'a principal has a policy of AWS that grants every action of a service on every resource',
  why: 'Policies named FullAccess are made for trying out a service: they delete, share and reconfigure what other workloads own, and AWS adds to them.',
  fix: 'Attach a policy that names the actions and the resources, or a narrower policy of AWS for the job.',
  severity: 'warning',
  packs: ['strict'],
  controls: { 'cis-aws-5.0': ['1.21'], 'well-architected': ['SEC03-BP02'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-27',
  ],
  unknown: 'Nothing is left open: an attached policy whose ARN is only a token is spoken of by NoAdminManagedPolicy.',
  examples: {
    bad: [
      roleExample('all of Amazon S3', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3FullAccess'] }),
      roleExample('a shell with a way out to the internet', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSCloudShellFullAccess'] }),
    ],
    good: [
      roleExample('for the job of a function', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] }),
      roleExample('reading only', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'] }),
      roleExample('an administrator, which NoAdminManagedPolicy speaks of', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
    ],
    unknown: [],
  },
  *check(model) {
    for (const { attachments, resource: owner } of model.principals) {
      for (const { arn, location, resource, policy } of attachments) {
        const managed = policy || resource !== owner ? undefined : awsManagedPolicy(arn);
        const services = managed && wholeServices(managed);
        if (managed && services) {
          yield { template: resource.template, resource, location, key: partKey('Policy', [managed.name]), message: `has ${managed.name} attached: it grants ${services} on every resource` };
        }
      }
    }
  },
});

const known = new Map<AwsManagedPolicy, string | undefined>();

/** In words; undefined too where NoAdminManagedPolicy says more. */
function wholeServices(policy: AwsManagedPolicy): string | undefined {
  if (!known.has(policy)) {
    const grants = policy.document.statements.filter(({ effect, action, resource, conditions }) => (
      effect === 'Allow' && !action.negated && conditions.length === 0 && resource?.patterns.some(isEveryResource) && !resource.negated
    ));
    const whole = [...new Set(grants.flatMap(({ action }) => action.patterns.flatMap((pattern) => wholeService(pattern) ?? [])))];
    known.set(policy, whole.length > 0 && !amountsTo([policy.document]) ? whole.slice(0, 3).join(' and ') : undefined);
  }
  return known.get(policy);
}
