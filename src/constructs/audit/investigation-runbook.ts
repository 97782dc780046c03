/** The queries as commands of the AWS CLI, in Markdown. */
import { InvestigationQuery, LookupAttribute, queryText } from './investigation-query';

export interface RunbookSettings {
  /** Undefined: only the deployment knows. */
  readonly logGroupName?: string;
  /** Undefined: only the deployment knows. */
  readonly region?: string;
}

export function investigationRunbook(queries: readonly InvestigationQuery[], { logGroupName, region }: RunbookSettings): string {
  return [
    '# Investigation runbook',
    'Queries of the trail\'s log group, as commands of the AWS CLI. Set the variables of this shell first; each query has those of its own.',
    shell([
      `LOG_GROUP=${quoted(logGroupName ?? 'NAME_OF_THE_LOG_GROUP')}`,
      `REGION=${quoted(region ?? 'REGION_OF_THE_LOG_GROUP')}`,
      'START=$(( $(date +%s) - 24 * 60 * 60 ))',
      'END=$(date +%s)',
      `HISTORY_REGION=${quoted(iamRegion(region))}`,
      'results() {',
      '  while aws logs get-query-results --region "$REGION" --query-id "$1" --query status --output text | grep -qE "Scheduled|Running"; do sleep 2; done',
      '  aws logs get-query-results --region "$REGION" --query-id "$1"',
      '}',
    ]),
    '- `LOG_GROUP`, `REGION`: the log group that the trail delivers to, and its Region.\n'
    + '- `START`, `END`: the time that is looked at, in seconds since 1970; here the last 24 hours. A query is charged by what it scans.\n'
    + '- `HISTORY_REGION`: without a log group there is the event history: management events of 90 days, in each Region by itself. Events of IAM,\n'
    + '  and sign-ins of the root user, are in this Region; sign-ins of others and calls of AWS STS are in the Region of their endpoint: ask each.\n'
    + '- `results`: waits until a query has ended, and shows what it has found.',
    ...queries.flatMap(section),
  ].join('\n\n') + '\n';
}

function section(query: InvestigationQuery): string[] {
  const { title, purpose, link, placeholders, lookups } = query;
  return [
    `## ${title}`,
    `${purpose} [What such records look like](${link}).`,
    ...(placeholders.length > 0 ? [placeholders.map(({ name, meaning }) => `- \`${name}\`: ${meaning}.`).join('\n')] : []),
    shell([...placeholders.map(({ name, example }) => `${name}=${quoted(example)}`), ...startQuery(query)]),
    ...(lookups.length > 0 ? ['In the event history:', shell(lookups.map(([attribute, value]) => lookUp(query, attribute, value)))] : []),
  ];
}

/** https://docs.aws.amazon.com/cli/latest/reference/logs/start-query.html */
function startQuery(query: InvestigationQuery): string[] {
  const text = query.placeholders.reduce((rest, { name }) => rest.replace(`"${name}"`, `"'"$${name}"'"`), quoted(queryText(query)));
  return [
    'QUERY_ID=$(aws logs start-query --region "$REGION" --log-group-name "$LOG_GROUP" --start-time "$START" --end-time "$END" \\',
    `  --query queryId --output text --query-string ${text})`,
    'results "$QUERY_ID"',
  ];
}

/** One attribute a request: https://docs.aws.amazon.com/cli/latest/reference/cloudtrail/lookup-events.html */
function lookUp({ placeholders }: InvestigationQuery, attribute: LookupAttribute, value: string): string {
  const given = placeholders.some(({ name }) => name === value) ? `"$${value}"` : value;
  return `aws cloudtrail lookup-events --region "$HISTORY_REGION" --start-time "$START" --end-time "$END" --lookup-attributes AttributeKey=${attribute},AttributeValue=${given}`;
}

/** Where the global endpoint of IAM records, by partition. https://docs.aws.amazon.com/general/latest/gr/iam-service.html */
function iamRegion(region = ''): string {
  const ofPartition = Object.entries({ 'cn-': 'cn-north-1', 'us-gov-': 'us-gov-west-1' }).find(([prefix]) => region.startsWith(prefix));
  return ofPartition?.[1] ?? 'us-east-1';
}

function shell(lines: readonly string[]): string {
  return ['```sh', ...lines, '```'].join('\n');
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, '\'"\'"\'')}'`;
}
