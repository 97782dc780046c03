/**
 * The form of a report.
 */
export enum ReportFormat {
  /** For people at a terminal. */
  TEXT = 'text',
  /** For machines, and to compare a later report with. */
  JSON = 'json',
  /** SARIF 2.1.0, for code scanning. */
  SARIF = 'sarif',
  /** JUnit's XML, for what shows the results of tests. */
  JUNIT = 'junit',
  /** For a pull request, or the summary of a job. */
  MARKDOWN = 'markdown',
  /** One page for a browser, which needs nothing else: also shows what each principal may do, and who trusts whom. */
  HTML = 'html',
}
