/** Over HTTP: one server is IAM and the bucket that CloudFormation reads answers from. */
import { createServer, IncomingHttpHeaders, Server } from 'http';
import { AddressInfo } from 'net';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { handler } from '../../../src/lambda/password-policy/password-policy.lambda';
import { PASSWORD_POLICY_TYPE } from '../../../src/model/declared-password-policy';

interface Received {
  readonly method?: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const error = (code: string) => `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>said IAM</Message></Error></ErrorResponse>`;
const OK = '<UpdateAccountPasswordPolicyResponse><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></UpdateAccountPasswordPolicyResponse>';

let server: Server;
let url: string;
let iamAnswers: [number, string][];
let asked: Received[];
let answered: Received[];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => { body += chunk; });
    request.on('end', () => {
      const received = { method: request.method, headers: request.headers, body };
      const isAnswer = request.url === '/answer';
      (isAnswer ? answered : asked).push(received);
      const [status, text] = isAnswer ? [200, ''] as const : iamAnswers.shift() ?? [];
      if (status !== undefined) {
        response.writeHead(status, { 'content-type': 'text/xml' }).end(text);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, { AWS_ENDPOINT_URL_IAM: url, AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(() => {
  [asked, answered] = [[], []];
  jest.spyOn(console, 'log').mockImplementation();
});

afterEach(() => jest.restoreAllMocks());

async function create(remainingMs = 300_000): Promise<Record<string, string>> {
  await handler({
    RequestType: 'Create', ResponseURL: `${url}/answer`, StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Policy', ResourceType: PASSWORD_POLICY_TYPE,
    ServiceToken: 'arn', ResourceProperties: { ServiceToken: 'arn', Removal: 'retain', Earlier: 'earlier-password-policy:none', MinimumPasswordLength: '14' },
  } as CloudFormationCustomResourceEvent, { getRemainingTimeInMillis: () => remainingMs });
  expect(answered).toHaveLength(1);
  return JSON.parse(answered[0].body);
}

test('the answer is a PUT of bytes: a content type would break the signature of the URL', async () => {
  iamAnswers = [[200, OK]];
  expect(await create()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'account-password-policy' });
  const { method, headers, body } = answered[0];
  expect([method, headers['content-type'], headers['content-length']]).toEqual(['PUT', undefined, String(body.length)]);
});

test('IAM is asked for what is declared and nothing that is 0', async () => {
  iamAnswers = [[200, OK]];
  await create();
  const sent = new URLSearchParams(asked[0].body);
  expect([sent.get('Action'), sent.get('MinimumPasswordLength'), sent.get('RequireSymbols'), sent.has('MaxPasswordAge')])
    .toEqual(['UpdateAccountPasswordPolicy', '14', 'false', false]);
});

test('throttling and faults of the service are tried again', async () => {
  iamAnswers = [[400, error('Throttling')], [503, error('ServiceUnavailable')], [200, OK]];
  expect((await create()).Status).toEqual('SUCCESS');
  expect(asked).toHaveLength(3);
});

test('what IAM refuses is answered in its words', async () => {
  iamAnswers = [[400, error('MalformedPolicyDocument')]];
  expect((await create()).Reason).toMatch(/^setting the account password policy \(MinimumPasswordLength=14, .*\): MalformedPolicyDocument\w*: said IAM$/);
});

test('when IAM does not answer, CloudFormation is told so before the function ends', async () => {
  iamAnswers = [];
  expect(await create(31_000)).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/^setting the account password policy \(.*\): AWS did not answer in time$/) });
});
