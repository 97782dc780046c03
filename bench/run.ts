/** `npm run bench`: the strict pack against cdk-nag's AwsSolutionsChecks, in the same run, as ratios; into docs/performance.md. */
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

function measure(pack: string, variant: string, roles: number): Measurement {
  const output = execFileSync(process.execPath, ['-r', 'ts-node/register/transpile-only', join(__dirname, 'measure.ts'), pack, variant, String(roles)], {
    encoding: 'utf8', env: { ...process.env, CDK_VALIDATION: 'false', TS_NODE_PROJECT: join(__dirname, 'tsconfig.json') },
  });
  return JSON.parse(output.trim().split('\n').pop()!);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function medians(pack: string, variant: string, roles: number): Measurement {
  const runs = Array.from({ length: REPEATS }, () => measure(pack, variant, roles));
  const of = (name: keyof Measurement) => median(runs.map((run) => run[name]));
  return { cpu: of('cpu'), load: of('load'), violations: of('violations'), memory: of('memory') };
}

const rows: string[] = [];
const ours = new Map<string, number>();
for (const variant of ['clean', 'finding']) {
  for (const roles of SIZES) {
    const guardrails = medians('guardrails', variant, roles);
    const solutions = medians('aws-solutions', variant, roles);
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
const fixed = medians('guardrails', 'finding', 1);
const growth = (variant: string) => (ours.get(`${variant} 4000`)! / ours.get(`${variant} 1000`)!).toFixed(2);
const table = [
  '| roles | variant | violations, ours | theirs | CPU ms, ours | theirs | ratio | peak MB, ours | theirs | ratio |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ...rows,
  '',
  `Growth from 1000 to 4000 roles: ${growth('clean')} x clean, ${growth('finding')} x with findings.`,
  `Fixed cost: ${fixed.cpu.toFixed(0)} ms for an app of one role, after loading the library (${fixed.load.toFixed(0)} ms).`,
  `Node.js ${process.version}, ${cpus().length} cores, median of ${REPEATS}.`,
].join('\n');
const page = readFileSync(PAGE, 'utf8');
writeFileSync(PAGE, page.replace(/(<!-- table -->)[^]*(<!-- end of table -->)/, (_all, begin, end) => `${begin}\n${table}\n${end}`));
console.log(table);
