/** The issuer of an OpenID Connect provider: the beginning of the condition keys of its tokens. */
import { CfnJson, Fn, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { StatementJson } from '../../policy/policy-json';
import { badProp, checkText } from '../props';

const PROVIDER = ':oidc-provider/';

/** As given, else as the ARN of the provider has it. */
export function issuerOf(providerArn: string, issuer: string | undefined): string {
  checkText('providerArn', providerArn, /^arn:[a-z-]+:iam::\d{12}:oidc-provider\/[^\s*?]+$/,
    'the ARN of an OpenID Connect provider, arn:...:iam::...:oidc-provider/...');
  const own = Token.isUnresolved(providerArn)
    ? Fn.select(1, Fn.split(PROVIDER, providerArn))
    : providerArn.slice(providerArn.indexOf(PROVIDER) + PROVIDER.length);
  if (issuer === undefined) {
    return own;
  }
  checkText('issuer', issuer, /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[^\s*?]*)?$/i, 'the URL of the provider without https:// and without wildcards');
  if (!Token.isUnresolved(own) && !Token.isUnresolved(issuer) && own !== issuer) {
    throw badProp('issuer', issuer, `the issuer of the provider, ${own}`);
  }
  return issuer;
}

/** Names of condition keys that only the deployment knows cannot stand in a template: a resource puts them together. */
export function withLateKeys(scope: Construct, id: string, statements: readonly StatementJson[]): StatementJson[] {
  return statements.map((statement, index) => {
    const condition = Object.entries(statement.Condition ?? {}).map(([operator, keys]) => [
      operator,
      Object.keys(keys).some((key) => Token.isUnresolved(key)) ? new CfnJson(scope, `${id}${operator}${index}`, { value: keys }).value : keys,
    ]);
    return { ...statement, ...(statement.Condition && { Condition: Object.fromEntries(condition) }) };
  });
}
