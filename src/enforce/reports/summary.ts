/** A report in a line or two. */
import { Report } from './report';
import { summaryText } from '../report-text';

/** `1 error, 0 warnings, 2 acknowledged in 2 templates (pack baseline)` */
export function summaryLine({ findings, templates, pack, accepted }: Report): string {
  const open = findings.length > 0 ? summaryText(findings) : 'no findings';
  const found = accepted.length > 0 ? `${open}, ${accepted.length} acknowledged` : open;
  return `${found} in ${templates.length} template${templates.length === 1 ? '' : 's'} (pack ${pack})`;
}

/** `3 new and 1 resolved since the previous report`; nothing without one. */
export function trendLine({ trend }: Report): string[] {
  return trend ? [`${trend.added} new and ${trend.resolved.length} resolved since the previous report`] : [];
}
