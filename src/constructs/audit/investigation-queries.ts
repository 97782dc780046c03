import { writeFileSync } from 'fs';
import { Stack, Token } from 'aws-cdk-lib';
import { CfnLogGroup, CfnQueryDefinition, ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { INVESTIGATION_QUERIES, queryText } from './investigation-query';
import { investigationRunbook } from './investigation-runbook';
import { checkText } from '../props';

/**
 * How the queries of `InvestigationQueries` are filed.
 */
export interface InvestigationQueriesOptions {
  /**
   * The folder of the queries in the console of CloudWatch Logs, with further ones behind slashes.
   *
   * @default 'Investigation'
   */
  readonly folder?: string;
}

/**
 * Properties of `InvestigationQueries`.
 */
export interface InvestigationQueriesProps extends InvestigationQueriesOptions {
  /** The log group that the trail delivers to. */
  readonly logGroup: ILogGroup;
}

/**
 * Saved queries of a trail's log group for whoever investigates: access denied, by access key, by source address, access keys, users and
 * roles created, buckets listed, groups changed, policies attached, roles assumed from other accounts, console sign-ins by roles, use of root.
 * What stands in capitals in a query (`ACCESS_KEY_ID`, `SOURCE_ADDRESS`) is to be replaced.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 * @example
 * import * as logs from 'aws-cdk-lib/aws-logs';
 *
 * const logGroup = logs.LogGroup.fromLogGroupName(stack, 'TrailLogs', 'trail');
 * const queries = new InvestigationQueries(stack, 'Queries', { logGroup });
 * queries.writeRunbook('investigation.md');
 */
export class InvestigationQueries extends Construct {
  /**
   * The queries as commands of the AWS CLI, in Markdown, with what they are for.
   */
  public readonly runbook: string;

  constructor(scope: Construct, id: string, props: InvestigationQueriesProps) {
    super(scope, id);
    const { logGroup, folder = 'Investigation' } = props;
    checkText('folder', folder, /^[^/\s][^/]*(\/[^/]+)*$/, 'a name, or names with slashes between them');
    for (const query of INVESTIGATION_QUERIES) {
      new CfnQueryDefinition(this, query.id, { name: `${folder}/${query.title}`, queryString: queryText(query), logGroupNames: [logGroup.logGroupName] });
    }
    this.runbook = investigationRunbook(INVESTIGATION_QUERIES, { logGroupName: nameOf(logGroup), region: known(Stack.of(this).region) });
  }

  /**
   * Writes the runbook into a file: Markdown, in UTF-8.
   *
   * @param path Of the file, in a folder that is there; what it holds is replaced.
   */
  public writeRunbook(path: string): void {
    writeFileSync(path, this.runbook);
  }
}

/** A log group knows its own name by a reference only, though the app may have given it. */
function nameOf(logGroup: ILogGroup): string | undefined {
  const resource = logGroup.node.defaultChild;
  return known(resource instanceof CfnLogGroup ? resource.logGroupName : logGroup.logGroupName);
}

function known(value: string | undefined): string | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}
