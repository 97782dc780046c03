/**
 * What the HTML report costs once an app is judged by the strict pack: seconds until the page is written, CPU seconds, megabytes; a line of JSON.
 * The app is that of escalation.ts.
 *
 *   node -r ts-node/register/transpile-only bench/html-report.ts <roles>
 */
import { mkdtempSync, rmSync, statSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { escalatingApp } from './escalating-app';
import { writeOutputFile } from '../src/enforce/output-file';
import { ReportFormat } from '../src/enforce/report-format';
import { FORMATS } from '../src/enforce/reports/formats';
import { plain } from '../src/enforce/reports/paint';
import { makeReport } from '../src/enforce/reports/report';
import { judge, rulesOf } from '../src/rules/judge';

const roles = Number(process.argv[2]);
const model = escalatingApp(roles);
const findings = judge(model, 'strict');
const folder = mkdtempSync(join(tmpdir(), 'html-report-'));
const file = join(folder, 'report.html');

const cpu = process.cpuUsage();
const started = performance.now();
const report = makeReport({
  pack: 'strict', rules: rulesOf('strict'), templates: model.templates.map((template) => template.file), findings, accepted: [], exceptions: [], model,
});
writeOutputFile(file, FORMATS[ReportFormat.HTML].render(report, plain));
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(cpu);
const megabytes = statSync(file).size / 1024 ** 2;
rmSync(folder, { recursive: true });
console.log(JSON.stringify({ roles, findings: findings.length, seconds, cpuSeconds: (user + system) / 1e6, megabytes }));
