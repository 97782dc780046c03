import { createHash } from 'crypto';
import { htmlReport, safeJson } from '../../../src/enforce/reports/html';
import { PageData } from '../../../src/enforce/reports/page-data';
import { PAYLOAD, reportOf, sampleReport } from '../../support/report-sample';

const dataOf = (page: string): PageData => JSON.parse(/<script type="application\/json" id="data">(.*)<\/script>/.exec(page)![1]);
const html = htmlReport(sampleReport());
const data = dataOf(html);

test('the page holds all that it needs, and its policy lets nothing else run or load', () => {
  expect(html).not.toMatch(/<(link|img|iframe)\b|<script[^>]+src=/);
  const script = html.slice(html.lastIndexOf('<script>') + '<script>'.length, html.lastIndexOf('</script>'));
  expect(html).toContain(`script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  expect(html).toContain("default-src 'none'");
});

test('the data ends no element and begins none, and is the same when it is read', () => {
  const text = safeJson({ [PAYLOAD]: PAYLOAD });
  expect(text).not.toMatch(/[<>\u2028\u2029]/);
  expect(JSON.parse(text)).toEqual({ [PAYLOAD]: PAYLOAD });
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(data.principals.some(({ id }) => id.includes(PAYLOAD))).toBe(true);
});

test('each principal has its access by service and level', () => {
  const handler = data.principals.find(({ label }) => label === 'OrderHandler')!;
  const entries = handler.access.map((index) => data.entries[index]).map(([service, level, actions, resources, widened]) => (
    [data.services[service], level, data.lists[actions], data.lists[resources], data.lists[widened]]
  ));
  expect(entries).toContainEqual(['dynamodb', 2, ['PutItem'], ['arn:aws:dynamodb:eu-west-1:111122223333:table/orders'], ['no condition']]);
  expect(entries).toContainEqual(['sqs', 2, ['SendMessage'], ['*'], ['every resource', 'no condition']]);
});

test('the graph has trust and escalation, with what it hangs on', () => {
  const edges = data.edges.map(({ from, to, kind, label }) => [data.nodes[from].label, kind, data.nodes[to].label, label]);
  expect(edges).toContainEqual(['Deployer', 'trust', 'Admin', '']);
  expect(edges).toContainEqual(['arn:aws:iam::444455556666:root', 'trust', 'Vendor', 'StringEquals sts:ExternalId']);
  expect(edges).toContainEqual(['Builder', 'escalation', 'any role that trusts lambda.amazonaws.com', 'pass a role to a new Lambda function']);
});

test('who is taken over outside the app is drawn outside it', () => {
  const takesOver = { Effect: 'Allow', Action: ['iam:PutUserPolicy', 'iam:CreateAccessKey'], Resource: 'arn:aws:iam::111122223333:user/ops' };
  const { nodes } = dataOf(htmlReport(reportOf([{
    file: 'Keys.template.json', nested: new Map(), account: '111122223333',
    body: {
      Resources: {
        Rotation: {
          Type: 'AWS::IAM::Role', Properties: {
            AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' } },
            Policies: [{ PolicyName: 'Keys', PolicyDocument: { Version: '2012-10-17', Statement: takesOver } }],
          },
        },
      },
    },
  }])));
  expect(nodes).toContainEqual({ label: 'user/ops', place: 'outside' });
  expect(nodes).toContainEqual(expect.objectContaining({ label: 'Rotation', place: 'app' }));
});

test('findings belong to the principals whose policies they are about', () => {
  const builder = data.principals.find(({ label }) => label === 'Builder')!;
  expect(builder.findings.map((index) => data.rules[data.findings[index].rule].id)).toContain('NoPrivilegeEscalation');
  expect(builder.escalations[0].witness).toContain('iam:PassRole on *');
});
