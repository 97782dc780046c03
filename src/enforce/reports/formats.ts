/** The registry of formats. */
import { htmlReport } from './html';
import { jsonReport } from './json';
import { junitReport } from './junit';
import { markdownReport } from './markdown';
import { Paint } from './paint';
import { Report } from './report';
import { sarifReport } from './sarif';
import { textReport } from './text';
import { ReportFormat } from '../report-format';

interface Format {
  /** What the name of a file with it ends with. */
  readonly extension: string;
  readonly render: (report: Report, paint: Paint) => string;
}

export const FORMATS: Readonly<Record<ReportFormat, Format>> = {
  [ReportFormat.TEXT]: { extension: '.txt', render: textReport },
  [ReportFormat.JSON]: { extension: '.json', render: jsonReport },
  [ReportFormat.SARIF]: { extension: '.sarif', render: sarifReport },
  [ReportFormat.JUNIT]: { extension: '.junit.xml', render: junitReport },
  [ReportFormat.MARKDOWN]: { extension: '.md', render: markdownReport },
  [ReportFormat.HTML]: { extension: '.html', render: htmlReport },
};

export const REPORT_FORMATS = Object.keys(FORMATS) as readonly ReportFormat[];
