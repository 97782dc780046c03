/**
 * Decisions a second on one core, for documents of 1, 10 and 100 statements; one line of JSON each.
 *
 *   node -r ts-node/register/transpile-only bench/decisions.ts
 */
import { decide } from '../src/evaluate/decide';
import { AccessRequest } from '../src/evaluate/request';
import { parseDocument } from '../src/policy/document';

const SERVICES = ['s3', 'dynamodb', 'sqs', 'lambda'];
const VERBS = ['Get', 'List', 'Create', 'Update', 'Delete', 'Describe', 'Put', 'Tag', 'Untag', 'Invoke'];
const ACCOUNT = '111122223333';
const RUN = { warmUp: 200_000, decisions: 1_000_000 };

/** Exact actions and wildcards, a Deny among ten, two conditions on every fifth. */
function statement(index: number): unknown {
  const service = SERVICES[index % SERVICES.length];
  const kind = Math.floor(index / SERVICES.length);
  const actions = [[`${service}:${VERBS[index % 10]}*`], VERBS.map((verb) => `${service}:${verb}Item${kind}`), [`${service}:*Item?`]][index % 3];
  return {
    Effect: index % 10 === 7 ? 'Deny' : 'Allow',
    Action: index % 10 === 7 ? [`${service}:Delete*`, `${service}:Tag*`] : actions,
    Resource: index % 4 === 0 || index % 10 === 7 ? '*' : [`arn:aws:${service}:*:${ACCOUNT}:app/${kind}/*`, `arn:aws:${service}:eu-west-1:${ACCOUNT}:shared-??-*`],
    ...(index % 5 === 3 && {
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' }, IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.0.2.0/24'] } },
    }),
  };
}

function requests(): AccessRequest[] {
  const requester = { kind: 'role' as const, id: `arn:aws:iam::${ACCOUNT}:role/Worker`, account: ACCOUNT };
  const context = { values: new Map([['aws:principaltag/team', ['blue']], ['aws:sourceip', ['10.1.2.3']]]), others: 'absent' as const };
  return SERVICES.flatMap((service, s) => VERBS.map((verb, v) => ({
    requester, context, action: `${service}:${verb}Item${(s + v) % 3}`, resource: `arn:aws:${service}:eu-west-1:${ACCOUNT}:app/${v % 4}/item-${s}`,
  })));
}

for (const count of [1, 10, 100]) {
  const document = parseDocument({ Version: '2012-10-17', Statement: Array.from({ length: count }, (_, index) => statement(index)) }, 'identity');
  const policies = { identity: [{ name: 'Policy', document }] };
  const asked = requests();
  const outcomes: Record<string, number> = {};
  const run = (decisions: number) => {
    for (let i = 0; i < decisions; i++) {
      const { outcome } = decide(asked[i % asked.length], policies);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  };
  run(RUN.warmUp);
  const started = process.cpuUsage();
  run(RUN.decisions);
  const { user, system } = process.cpuUsage(started);
  console.log(JSON.stringify({ statements: count, decisionsPerSecond: Math.round(RUN.decisions / ((user + system) / 1_000_000)), outcomes }));
}
