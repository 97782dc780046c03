/** IAM and AWS Config as their SDK clients see them over HTTP, on loopback: as much of them as UnusedRoleRule uses. */
import { createServer, IncomingMessage, Server, ServerResponse } from 'http';
import { AddressInfo } from 'net';

export interface FakeRole {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** ISO 8601 */
  readonly created: string;
  /** Absent: not used in the time that IAM records. */
  readonly lastUsed?: { readonly date: string; readonly region: string };
  readonly tags?: Readonly<Record<string, string>>;
  /** Documents of inline policies. */
  readonly policies?: readonly string[];
}

/** As AWS Config keeps it: the newest of each resource. */
export interface FakeEvaluation {
  readonly ComplianceResourceType: string;
  readonly ComplianceResourceId: string;
  readonly ComplianceType: string;
  readonly Annotation?: string;
  /** Seconds since 1970. */
  readonly OrderingTimestamp: number;
}

/**
 * What goes wrong with a request: it is throttled; the connection is cut before or after the work is done; AWS Config takes only half of the
 * evaluations.
 */
export type Fault = 'throttle' | 'cutBefore' | 'cutAfter' | 'takeHalf';

export interface FakeAwsOptions {
  /** Asked of each request, by its operation and how many of this operation there were before. */
  readonly fault?: (operation: string, count: number) => Fault | undefined;
}

type Operation = (input: Record<string, unknown>, fault: Fault | undefined) => string;

const RULE_LIMIT = 100;

class RequestError extends Error {
  constructor(readonly code: string, message: string) {
    super(message);
  }
}

export class FakeAws {
  static async start(options: FakeAwsOptions = {}): Promise<FakeAws> {
    const fake = new FakeAws(options);
    await new Promise<void>((resolve) => fake.server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  roles: readonly FakeRole[] = [];
  /** By id of the resource. */
  readonly evaluations = new Map<string, FakeEvaluation>();
  /** How many requests there were of each operation. */
  readonly requests: Record<string, number> = {};
  /** How many requests were throttled, cut or half taken. */
  faults = 0;

  private readonly server: Server;
  private readonly operations: Readonly<Record<string, Operation>> = {
    GetAccountAuthorizationDetails: (input) => this.accountAuthorizationDetails(input),
    PutEvaluations: (input, fault) => this.putEvaluations(input, fault),
    GetComplianceDetailsByConfigRule: (input) => this.complianceDetails(input),
  };

  private constructor(private readonly options: FakeAwsOptions) {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** For a process that the SDK runs in. */
  get environment(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.url, AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'none',
    };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks).toString();
    const target = request.headers['x-amz-target'];
    const query = typeof target === 'string' ? undefined : new URLSearchParams(body);
    const operation = query?.get('Action') ?? String(target).split('.')[1];
    const fault = this.options.fault?.(operation, this.requests[operation] ?? 0);
    this.requests[operation] = (this.requests[operation] ?? 0) + 1;
    this.faults += fault ? 1 : 0;
    if (fault === 'cutBefore') {
      request.socket.destroy();
      return;
    }
    const { status, text } = this.answer(operation, query ? Object.fromEntries(query) : JSON.parse(body), fault, query !== undefined);
    if (fault === 'cutAfter') {
      request.socket.destroy();
      return;
    }
    response.writeHead(status, { 'content-type': query ? 'text/xml' : 'application/x-amz-json-1.1', 'x-amzn-requestid': 'fake' }).end(text);
  }

  private answer(operation: string, input: Record<string, unknown>, fault: Fault | undefined, xml: boolean): { status: number; text: string } {
    try {
      if (fault === 'throttle') {
        throw new RequestError(xml ? 'Throttling' : 'ThrottlingException', 'Rate exceeded');
      }
      const run = this.operations[operation];
      if (!run) {
        throw new RequestError('InvalidAction', `the fake does not know ${operation}`);
      }
      return { status: 200, text: run(input, fault) };
    } catch (error) {
      const { code, message } = error instanceof RequestError ? error : { code: 'InternalFailure', message: String(error) };
      return { status: 400, text: errorText(code, message, xml) };
    }
  }

  private accountAuthorizationDetails(input: Record<string, unknown>): string {
    check(input['Filter.member.1'] === 'Role', 'the fake knows roles only');
    const size = Number(input.MaxItems ?? 100);
    check(size >= 1 && size <= 1000, `MaxItems is ${size}`);
    const start = Number(input.Marker ?? 0);
    const end = start + size;
    const more = end < this.roles.length;
    return `<GetAccountAuthorizationDetailsResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetAccountAuthorizationDetailsResult>
<IsTruncated>${more}</IsTruncated>${more ? `<Marker>${end}</Marker>` : ''}
<RoleDetailList>${this.roles.slice(start, end).map(roleXml).join('')}</RoleDetailList><UserDetailList/><GroupDetailList/><Policies/>
</GetAccountAuthorizationDetailsResult><ResponseMetadata><RequestId>fake</RequestId></ResponseMetadata></GetAccountAuthorizationDetailsResponse>`;
  }

  private putEvaluations(input: Record<string, unknown>, fault: Fault | undefined): string {
    const { Evaluations: evaluations, ResultToken: token, TestMode: test } = input as {
      Evaluations: FakeEvaluation[]; ResultToken?: string; TestMode?: boolean;
    };
    check(Boolean(token), 'ResultToken is missing');
    check(token !== 'TESTMODE' || test === true, 'TESTMODE is no result token');
    check(evaluations.length <= RULE_LIMIT, `${evaluations.length} evaluations`);
    check(new Set(evaluations.map(({ ComplianceResourceId: id }) => id)).size === evaluations.length, 'a resource is evaluated twice');
    check(evaluations.every(({ Annotation: text }) => text === undefined || (text.length > 0 && text.length <= 256)), 'an annotation is too long');
    const taken = fault === 'takeHalf' ? evaluations.slice(0, evaluations.length / 2) : evaluations;
    for (const evaluation of test ? [] : taken) {
      const known = this.evaluations.get(evaluation.ComplianceResourceId);
      if (!known || known.OrderingTimestamp <= evaluation.OrderingTimestamp) {
        this.evaluations.set(evaluation.ComplianceResourceId, evaluation);
      }
    }
    return JSON.stringify({ FailedEvaluations: evaluations.slice(taken.length) });
  }

  private complianceDetails(input: Record<string, unknown>): string {
    const { ConfigRuleName: rule, ComplianceTypes: types, Limit: limit = 10, NextToken: token = '0' } = input as {
      ConfigRuleName: string; ComplianceTypes: string[]; Limit?: number; NextToken?: string;
    };
    check(limit <= RULE_LIMIT, `Limit is ${limit}`);
    const results = [...this.evaluations.values()].filter(({ ComplianceType: type }) => types.includes(type));
    const end = Number(token) + limit;
    return JSON.stringify({
      EvaluationResults: results.slice(Number(token), end).map((evaluation) => ({
        EvaluationResultIdentifier: {
          EvaluationResultQualifier: {
            ConfigRuleName: rule, ResourceType: evaluation.ComplianceResourceType, ResourceId: evaluation.ComplianceResourceId,
          },
          OrderingTimestamp: evaluation.OrderingTimestamp,
        },
        ComplianceType: evaluation.ComplianceType,
      })),
      NextToken: end < results.length ? String(end) : undefined,
    });
  }
}

function check(holds: boolean, message: string): void {
  if (!holds) {
    throw new RequestError('ValidationException', message);
  }
}

/** IAM encodes documents as RFC 3986 has it. */
function roleXml({ id, name, path, created, lastUsed, tags = {}, policies = [] }: FakeRole): string {
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  const policyXml = policies.map(encodeURIComponent)
    .map((document, index) => `<member><PolicyName>inline-${index}</PolicyName><PolicyDocument>${document}</PolicyDocument></member>`);
  const tagXml = Object.entries(tags).map(([key, value]) => `<member><Key>${escaped(key)}</Key><Value>${escaped(value)}</Value></member>`);
  return `<member><Path>${escaped(path)}</Path><RoleName>${escaped(name)}</RoleName><RoleId>${id}</RoleId>
<Arn>arn:aws:iam::111122223333:role${escaped(path)}${escaped(name)}</Arn><CreateDate>${created}</CreateDate>
<AssumeRolePolicyDocument>${encodeURIComponent(JSON.stringify(trust))}</AssumeRolePolicyDocument><InstanceProfileList/>
<RolePolicyList>${policyXml.join('')}</RolePolicyList><AttachedManagedPolicies><member><PolicyName>ReadOnlyAccess</PolicyName>
<PolicyArn>arn:aws:iam::aws:policy/ReadOnlyAccess</PolicyArn></member></AttachedManagedPolicies><Tags>${tagXml.join('')}</Tags>
<RoleLastUsed>${lastUsed ? `<LastUsedDate>${lastUsed.date}</LastUsedDate><Region>${lastUsed.region}</Region>` : ''}</RoleLastUsed></member>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** IAM answers in XML, AWS Config in JSON. */
export function errorText(code: string, message: string, xml: boolean): string {
  return xml ? xmlError(code, message) : JSON.stringify({ __type: code, message });
}

function xmlError(code: string, message: string): string {
  return `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>${code}</Code>
<Message>${message}</Message></Error></ErrorResponse>`;
}
