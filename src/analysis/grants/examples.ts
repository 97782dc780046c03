/** Finds a request that one set of policies allows and another does not, by trying what the policies themselves name. */
import { ContextValues, exampleContexts } from './example-context';
import { findAction } from '../../catalogue/actions';
import { decide } from '../../evaluate/decide';
import { NamedPolicy, PolicySet } from '../../evaluate/decision';
import { AccessRequest, Requester } from '../../evaluate/request';
import { commonText } from '../../policy/common-text';
import { Statement } from '../../policy/statement';
import { identityOf, Text } from '../../policy/text';
import { compileText } from '../../policy/variables';

const ACCOUNT = '111122223333';
/** Of whom the requests are, where the caller names nobody. */
export const SOMEBODY: Requester = { kind: 'role', id: `arn:aws:iam::${ACCOUNT}:role/example`, account: ACCOUNT };

const MOST_RESOURCES = 64;
const FORMAT_VALUES: Readonly<Record<string, string>> = { Partition: 'aws', Region: 'eu-west-1', Account: ACCOUNT };

interface Spoken {
  readonly statement: Statement;
  readonly version: string | undefined;
}

/** `speaks` says whether a statement may be about the action. */
export function findExample(
  allowing: PolicySet, other: PolicySet, action: Text, speaks: (statement: Statement) => boolean, requester: Requester,
): AccessRequest | undefined {
  const spoken = [...policiesOf(allowing), ...policiesOf(other)]
    .flatMap(({ document }) => document.statements.filter(speaks).map((statement): Spoken => ({ statement, version: document.version })));
  const conditions = spoken.flatMap(({ statement }) => statement.conditions);
  const patterns = spoken.flatMap(({ statement, version }) => (statement.resource?.patterns ?? []).map((text) => ({ text, version })));
  const variables = variablesOf([...patterns.map(({ text }) => text), ...conditions.flatMap(({ values }) => values)]);
  // What other accounts think of it is another question.
  const resourceAccount = allowing.resource ? undefined : requester.account;
  let resources: readonly Text[] | undefined;
  for (const values of exampleContexts(conditions, variables)) {
    if (!resources || variables.length > 0) {
      resources = exampleResources(action, patterns.flatMap(({ text, version }) => resolve(text, version, values)));
    }
    for (const resource of resources) {
      const request: AccessRequest = {
        requester, action, resource, ...(resourceAccount !== undefined && { resourceAccount }), context: { values, others: 'absent' },
      };
      if (decide(request, allowing).outcome === 'allowed' && /Deny$/.test(decide(request, other).outcome)) {
        return request;
      }
    }
  }
  return undefined;
}

function policiesOf({ identity, boundary, session = [], serviceControl = [] }: PolicySet): readonly NamedPolicy[] {
  return [...identity, ...(boundary ? [boundary] : []), ...session, ...serviceControl.flatMap(({ policies }) => policies)];
}

/** First what the action really works on, then whatever the patterns match alone and in pairs. */
function exampleResources(action: Text, patterns: readonly Text[]): readonly Text[] {
  const formats = (typeof action === 'string' ? findAction(action)?.resourceArns ?? [] : []).map(toPattern);
  const whole = ['*', ...patterns];
  const pairs = patterns.flatMap((one, index) => patterns.slice(index + 1).map((other) => [one, other] as const));
  const texts = [
    ...formats.flatMap((format) => whole.map((pattern) => commonText(pattern, format))),
    ...patterns.map((pattern) => commonText(pattern, '*')),
    ...pairs.map(([one, other]) => commonText(one, other)),
    '*',
  ];
  return [...new Map(texts.flatMap((text) => (text === undefined ? [] : [[identityOf(text), text] as const]))).values()].slice(0, MOST_RESOURCES);
}

function toPattern(format: string): string {
  return format.replace(/\$\{([^}]*)\}/g, (_variable, name: string) => FORMAT_VALUES[name] ?? '*');
}

function resolve(text: Text, version: string | undefined, values: ContextValues): readonly Text[] {
  const resolved = compileText(text, version, (known) => known).resolve((key) => values.get(key) ?? 'absent');
  return resolved ? [resolved.text] : [];
}

function variablesOf(texts: readonly Text[]): readonly string[] {
  return texts.flatMap((text) => [...identityOf(text).matchAll(/\$\{\s*([\w:/.-]+)/g)].map(([, name]) => name.toLowerCase()));
}
