/** How much one principal may do that another may not. */
import { Actor } from './actor';
import { withoutWildcards } from './resources';
import { Pattern } from '../../policy/pattern';
import { Matching } from '../../policy/statement';
import { Text } from '../../policy/text';
import { AWS_MANAGED } from '../estate';
import { UNNAMED } from '../unnamed';

const MOST_SAMPLES = 200;

/** What every workload does: writing its own logs, traces and metrics, and keeping its place in a network. */
const ORDINARY = new Set([
  'logs:createloggroup', 'logs:createlogstream', 'logs:putlogevents', 'logs:describeloggroups', 'logs:describelogstreams',
  'xray:puttracesegments', 'xray:puttelemetryrecords', 'cloudwatch:putmetricdata',
  'ec2:createnetworkinterface', 'ec2:deletenetworkinterface', 'ec2:describenetworkinterfaces', 'ec2:describesubnets',
  'ec2:assignprivateipaddresses', 'ec2:unassignprivateipaddresses', 'ec2:describesecuritygroups', 'ec2:describevpcs',
]);

/** What the agents on an instance do. */
const OF_AGENTS = /^(?:ssmmessages:|ec2messages:|ssm:updateinstanceinformation$)/;
const POLICIES_OF_AGENTS = new Set(['AmazonSSMManagedInstanceCore', 'CloudWatchAgentServerPolicy'].map((name) => `${AWS_MANAGED}${name}`));

const administrators = new WeakMap<Actor, boolean>();

/** Ways to write permissions: one of them is enough. */
const WRITING_PERMISSIONS = [
  'iam:AttachRolePolicy', 'iam:AttachUserPolicy', 'iam:AttachGroupPolicy', 'iam:CreatePolicyVersion', 'iam:PutRolePolicy', 'iam:PutUserPolicy', 'iam:PutGroupPolicy',
];

/** Is it allowed whatever nobody has thought of, in IAM too, and are permissions among it? */
export function isAdministrator(actor: Actor): boolean {
  let is = administrators.get(actor);
  if (is === undefined) {
    const may = (action: string) => actor.ask({ action, resource: UNNAMED }).verdict === 'yes';
    is = [`${UNNAMED}:${UNNAMED}`, `iam:${UNNAMED}`].every(may) && WRITING_PERMISSIONS.some(may);
    administrators.set(actor, is);
  }
  return is;
}

/** What a statement allows, as it is written there. */
export interface Sample {
  readonly action: string;
  readonly resource: string;
}

/** Something that the one may do and the other may not; undefined where none is found. */
export function allowedBeyond(one: Actor, other: Actor): Sample | undefined {
  let count = 0;
  for (const { policy, statement: { action, resource } } of one.allowing()) {
    if (POLICIES_OF_AGENTS.has(policy.name)) {
      continue;
    }
    for (const [name, nameWritten] of samplesOf(action, `${UNNAMED}:${UNNAMED}`, 'all but what NotAction names')) {
      const asked = name.toString();
      if (ORDINARY.has(asked.toLowerCase()) || OF_AGENTS.test(asked.toLowerCase())) {
        continue;
      }
      for (const [arn, arnWritten] of resource ? samplesOf(resource, UNNAMED, 'all but what NotResource names') : []) {
        if (++count > MOST_SAMPLES) {
          return undefined;
        }
        if (other.ask({ action: asked, resource: arn }).verdict === 'no' && one.ask({ action: asked, resource: arn }).verdict !== 'no') {
          return { action: nameWritten, resource: arnWritten };
        }
      }
    }
  }
  return undefined;
}

/** One value that each pattern matches, and the pattern. */
function samplesOf({ negated, patterns }: Matching, ofAll: string, allBut: string): (readonly [value: Text, written: string])[] {
  return negated ? [[ofAll, allBut]] : patterns.map((pattern) => (
    [Pattern.of(pattern).matchesEverything ? ofAll : withoutWildcards(pattern), pattern.toString()]
  ));
}
