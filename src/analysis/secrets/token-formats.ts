/** Credentials that are known by their form: their issuers mark them, so that a scanner can tell. */

export interface TokenFormat {
  /** What a finding calls it. */
  readonly name: string;
  /** Its first group, or all that it matches, is the secret. */
  readonly pattern: RegExp;
}

/** Before a token, and after it, stands nothing that could be a part of it. */
const BEFORE = '(?<![A-Za-z0-9_+/-])';
const AFTER = '(?![A-Za-z0-9_+/=-])';
const format = (name: string, form: string): TokenFormat => ({ name, pattern: new RegExp(`${BEFORE}(?:${form})${AFTER}`, 'g') });

export const TOKEN_FORMATS: readonly TokenFormat[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  format('id of an AWS access key', '(?:AKIA|ASIA)[A-Z2-7]{16}'),
  {
    name: 'AWS secret access key',
    pattern: /secret[_-]?(?:access[_-]?)?key["']?\s*[=:]\s*["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
  },
  // https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html
  format('API key of Amazon Bedrock', 'ABSK[A-Za-z0-9+/]{100,}={0,2}'),
  { name: 'private key', pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\\n|\s)+([A-Za-z0-9+/=:,\s\\-]{40,})/g },
  // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats
  format('token of GitHub', 'gh[oprsu]_[A-Za-z0-9]{36,251}|github_pat_[A-Za-z0-9_]{60,251}'),
  format('token of GitLab', '(?:glpat|gldt|glrt|glptt)-[A-Za-z0-9_.-]{20,}'),
  format('token of Slack', 'xox[abeoprs]-(?:[0-9]+-)+[A-Za-z0-9-]{16,}|xapp-\\d-[A-Z0-9]+-\\d+-[a-f0-9]{32,}'),
  { name: 'webhook of Slack', pattern: /hooks\.slack\.com\/(?:services|workflows)\/(T[A-Z0-9]{6,}\/[A-Z0-9]{6,}\/[A-Za-z0-9/]{18,})/g },
  format('key of Stripe', '[rs]k_live_[A-Za-z0-9]{20,}'),
  format('API key of Google', 'AIza[A-Za-z0-9_-]{35}'),
  format('OAuth secret of Google', 'GOCSPX-[A-Za-z0-9_-]{28}'),
  format('token of npm', 'npm_[A-Za-z0-9]{36}'),
  format('token of PyPI', 'pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}'),
  format('token of Docker Hub', 'dckr_pat_[A-Za-z0-9_-]{27,}'),
  format('token of HashiCorp Vault', 'hv[sbr]\\.[A-Za-z0-9_-]{24,}'),
  format('token of Databricks', 'dapi[a-f0-9]{32}'),
  format('token of DigitalOcean', 'do[opr]_v1_[a-f0-9]{64}'),
  format('key of SendGrid', 'SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}'),
  format('key of Anthropic', 'sk-ant-[A-Za-z0-9_-]{40,}'),
  format('key of OpenAI', 'sk-[A-Za-z0-9_-]*T3BlbkFJ[A-Za-z0-9_-]{20,}'),
  format('token of Shopify', 'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}'),
  format('token of Atlassian', 'ATATT3[A-Za-z0-9_=-]{60,}'),
  { name: 'key of an Azure storage account', pattern: /AccountKey=([A-Za-z0-9+/]{86}==)/g },
  format('JSON Web Token', 'eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{20,}'),
  { name: 'password in a URL', pattern: /[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/?#@"'<>]*:([^\s@/"'<>]{3,})@[^\s@]/gi },
  { name: 'password in a connection string', pattern: /(?:^|;)\s*(?:password|pwd)\s*=\s*([^;\s"'<>]{3,})\s*(?:;|$)/gi },
];

/** One of them stands in every text that any of the formats is in: most texts need no further look. */
export const FORMAT_MARKS =
  /A[KS]IA|secret|ABSK|PRIVATE KEY|gh[oprsu]_|github_pat|gl(?:pat|dt|rt|ptt)-|xox|xapp|hooks\.slack|k_live|AIza|GOCSPX|npm_|pypi-|dckr_|hv[sbr]\.|dapi|_v1_|SG\.|sk-|shp|ATATT|AccountKey|eyJ|:\/\/|password|pwd/i;
