import { createHash } from 'crypto';
import { beyondLock, LockExcess } from '../../analysis/lock/compare-locks';
import { PermissionLock } from '../../analysis/lock/permission-lock';
import { AccessModel, TemplateInfo } from '../../model/access-model';
import { InputError } from '../../model/errors';
import { readTemplates } from '../../model/template-reader';
import { exampleTemplate, roleExample } from '../example-templates';
import { LockOption } from '../lock-option';
import { lockOf } from '../permission-lock';
import { defineRule, Example, Violation } from '../rule';

const EXAMPLE_FILE = 'example.template.json';
const reading = (...Action: string[]) => ({
  Policies: [{ PolicyName: 'Work', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: 'arn:aws:s3:::reports/*' }] } }],
});

/** The example of an app that has a lock: of the role with the properties. */
function locked(example: Example, properties: Record<string, unknown>): Example {
  const lock: LockOption = {
    file: 'iam.lock.json',
    read: () => lockOf(readTemplates([{ file: EXAMPLE_FILE, body: exampleTemplate(roleExample('', properties)) }])).lock,
  };
  return { ...example, options: { lock } };
}

export const grantsWithinLock = defineRule({
  id: 'GrantsWithinLock',
  title: 'a principal is granted more than the permission lock file agrees',
  why: 'Permissions grow a little with each change, and nobody decides that they do: what was agreed is written down, and more of it is a decision of its own.',
  fix: 'Narrow it, or run "npx cdk-iam-guardrails lock" on the synthesized app and have whoever reviews the lock file agree to the change.',
  severity: 'error',
  packs: [],
  controls: { 'well-architected': ['SEC03-BP04'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/wellarchitected/latest/framework/sec_permissions_continuous_reduction.html',
  ],
  unknown: 'Nothing is left open: what cannot be shown to be within the lock is an error that says why.',
  examples: {
    bad: [
      locked(roleExample('the lock agrees to s3:GetObject', reading('s3:GetObject', 's3:PutObject')), reading('s3:GetObject')),
      locked(roleExample('the lock agrees to no policy that AWS manages', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }), {}),
    ],
    good: [
      locked(roleExample('the lock agrees to s3:Get*', reading('s3:GetObject')), reading('s3:Get*')),
    ],
    unknown: [],
  },
  askedFor: ({ lock }) => lock !== undefined,
  *check(model, { lock: option }) {
    if (!option) {
      return;
    }
    const agreed = readAgreed(option);
    if (!('lock' in agreed)) {
      yield* templatesWithPrincipals(model).map((template): Violation => ({ template, location: 'Resources', ...agreed }));
      return;
    }
    const { lock, places } = lockOf(model);
    for (const [id, excess] of beyondLock(lock, agreed.lock)) {
      const { resource, location } = places.get(id)!;
      for (const part of PARTS.filter((one) => excess.some(({ of }) => of === one))) {
        const ofPart = excess.filter(({ of }) => of === part);
        yield { template: resource.template, resource, location, ...problemOf(id, ofPart, lock, agreed.lock, option) };
      }
    }
  },
});

type Problem = Pick<Violation, 'key' | 'message' | 'witness' | 'fix'>;

const PARTS: readonly LockExcess['of'][] = ['grants', 'trust', 'escalation'];

/** A lock that cannot be read agrees to nothing. */
function readAgreed({ file, read }: LockOption): { readonly lock: PermissionLock } | Problem {
  try {
    const lock = read();
    return lock ? { lock } : {
      key: 'Lock=missing', message: `there is no lock file ${file}`,
      fix: `Run "${commandFor(file)}", read what it has written, and commit it.`,
    };
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    return { key: 'Lock=unreadable', message: `the lock file cannot be read: ${error.message}`, fix: 'Restore the lock file from version control, or make it anew and review all of it.' };
  }
}

/** Wherever the findings of an app are looked at, one of them is there. */
function templatesWithPrincipals({ principals, policies }: AccessModel): readonly TemplateInfo[] {
  const granting = policies.filter(({ kind }) => kind === 'identity');
  return [...new Map([...principals, ...granting].map(({ resource: { template } }) => [template.file, template])).values()];
}

const MESSAGES: Readonly<Record<LockExcess['of'], string>> = {
  grants: 'is granted more than', trust: 'trusts more than', escalation: 'can become more than',
};

function problemOf(id: string, excess: readonly LockExcess[], lock: PermissionLock, agreed: PermissionLock, { file }: LockOption): Problem {
  const [{ of: part }] = excess;
  const principal = lock.principals[id];
  const isNew = !Object.hasOwn(agreed.principals, id);
  const what = [principal, principal.boundary === undefined ? undefined : lock.boundaries?.[principal.boundary], lock.serviceControl];
  const message = excess.some(({ certain }) => certain) ? `${MESSAGES[part]} ${file} agrees` : `cannot be shown to be within what ${file} agrees`;
  return {
    key: `Beyond=${part}~${createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 8)}`,
    message: isNew ? `${message}: it is not there` : message,
    witness: `${id} ${excess.map(({ words }) => words).join('; ')}`,
    fix: `Narrow it, or run "${commandFor(file)}" and have whoever reviews ${file} agree to the change.`,
  };
}

function commandFor(file: string): string {
  return `npx cdk-iam-guardrails lock cdk.out${file === 'iam.lock.json' ? '' : ` --output ${file}`}`;
}
