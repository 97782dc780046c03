/**
 * `npm run bench`: the strict pack against cdk-nag's AwsSolutionsChecks, in the same run, as ratios; decisions a second; the escalation
 * analysis; the HTML report; the handler of UnusedRoleRule. All of it into docs/performance.md.
 */
import { execFileSync } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import { cpus } from 'os';
import { join } from 'path';

const PAGE = join(__dirname, '..', 'docs', 'performance.md');
const SIZES = [100, 1000, 4000];
const REPEATS = 5;

interface Measurement {
  readonly cpu: number;
  readonly load: number;
  readonly violations: number;
  readonly memory: number;
}

interface DecisionRate {
  readonly statements: number;
  readonly decisionsPerSecond: number;
}

interface EscalationCost {
  readonly roles: number;
  readonly cpu: number;
  readonly findings: number;
}

interface HtmlReportCost {
  readonly findings: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

interface UnusedRolesCost {
  readonly roles: number;
  readonly policyCharacters: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

/** Runs a script in a process of its own and gives the JSON of its lines. */
function run<T>(script: string, ...args: readonly string[]): T[] {
  const output = execFileSync(process.execPath, ['-r', 'ts-node/register/transpile-only', join(__dirname, script), ...args], {
    encoding: 'utf8', env: { ...process.env, CDK_VALIDATION: 'false', TS_NODE_PROJECT: join(__dirname, 'tsconfig.json') },
  });
  return output.trim().split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as T);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Of each pack; they take turns, so that a machine that is slower for a while is so for both. */
function medians(packs: readonly string[], variant: string, roles: number): Measurement[] {
  const rounds = Array.from({ length: REPEATS }, () => packs.map((pack) => run<Measurement>('measure.ts', pack, variant, String(roles))[0]));
  return packs.map((_pack, index) => {
    const of = (name: keyof Measurement) => median(rounds.map((round) => round[index][name]));
    return { cpu: of('cpu'), load: of('load'), violations: of('violations'), memory: of('memory') };
  });
}

const rows: string[] = [];
const ours = new Map<string, number>();
for (const variant of ['clean', 'finding']) {
  for (const roles of SIZES) {
    const [guardrails, solutions] = medians(['guardrails', 'aws-solutions'], variant, roles);
    ours.set(`${variant} ${roles}`, guardrails.cpu);
    const cells = [
      String(roles), variant, guardrails.violations, solutions.violations, guardrails.cpu.toFixed(0), solutions.cpu.toFixed(0),
      (guardrails.cpu / solutions.cpu).toFixed(2),
      guardrails.memory.toFixed(0), solutions.memory.toFixed(0), (guardrails.memory / solutions.memory).toFixed(2),
    ];
    rows.push(`| ${cells.join(' | ')} |`);
    console.error(rows[rows.length - 1]);
  }
}
const [fixed] = medians(['guardrails'], 'finding', 1);
const growth = (variant: string) => (ours.get(`${variant} 4000`)! / ours.get(`${variant} 1000`)!).toFixed(2);
const packs = [
  '| roles | variant | violations, ours | theirs | CPU ms, ours | theirs | ratio | peak MB, ours | theirs | ratio |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ...rows,
  '',
  `Growth from 1000 to 4000 roles: ${growth('clean')} x clean, ${growth('finding')} x with findings.`,
  `Fixed cost: ${fixed.cpu.toFixed(0)} ms for an app of one role, after loading the library (${fixed.load.toFixed(0)} ms).`,
  `Node.js ${process.version}, ${cpus().length} cores, median of ${REPEATS}.`,
];

const rates = Array.from({ length: REPEATS }, () => run<DecisionRate>('decisions.ts'));
const decisions = [
  '| statements | decisions a second |',
  '| --- | --- |',
  ...rates[0].map(({ statements }, index) => (
    `| ${statements} | ${(Math.round(median(rates.map((rate) => rate[index].decisionsPerSecond)) / 1000) * 1000).toLocaleString('en-US')} |`
  )),
];

const escalation = [
  '| roles | CPU ms | findings |',
  '| --- | --- | --- |',
  ...SIZES.map((roles) => {
    const costs = Array.from({ length: REPEATS }, () => run<EscalationCost>('escalation.ts', String(roles))[0]);
    return `| ${roles} | ${median(costs.map(({ cpu }) => cpu))} | ${costs[0].findings} |`;
  }),
];

const htmlReport = [
  '| roles | findings | seconds | CPU seconds | MB |',
  '| --- | --- | --- | --- | --- |',
  ...SIZES.map((roles) => {
    const costs = Array.from({ length: REPEATS }, () => run<HtmlReportCost>('html-report.ts', String(roles))[0]);
    const of = (name: keyof HtmlReportCost) => median(costs.map((cost) => cost[name]));
    return `| ${roles} | ${of('findings')} | ${of('seconds').toFixed(2)} | ${of('cpuSeconds').toFixed(2)} | ${of('megabytes').toFixed(1)} |`;
  }),
];

const unusedRoles = [
  '| roles | characters of inline policies, each | seconds | CPU seconds | peak MB |',
  '| --- | --- | --- | --- | --- |',
  ...[[1000, 3000], [5000, 0], [5000, 3000], [5000, 10_000]].map(([roles, characters]) => {
    const costs = Array.from({ length: REPEATS }, () => run<UnusedRolesCost>('unused-roles.ts', String(roles), String(characters))[0]);
    const of = (name: keyof UnusedRolesCost) => median(costs.map((cost) => cost[name]));
    return `| ${roles} | ${characters} | ${of('seconds').toFixed(1)} | ${of('cpuSeconds').toFixed(1)} | ${of('megabytes').toFixed(0)} |`;
  }),
];

/** Writes the lines between the comments that name the table. */
function put(page: string, name: string, lines: readonly string[]): string {
  return page.replace(new RegExp(`(<!-- ${name} -->)[^]*(<!-- end of ${name} -->)`), (_all, begin, end) => `${begin}\n${lines.join('\n')}\n${end}`);
}

const tables = { 'table': packs, decisions, escalation, 'html-report': htmlReport, 'unused-roles': unusedRoles };
writeFileSync(PAGE, Object.entries(tables).reduce((page, [name, lines]) => put(page, name, lines), readFileSync(PAGE, 'utf8')));
console.log(Object.values(tables).map((lines) => lines.join('\n')).join('\n\n'));
