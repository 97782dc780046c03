/**
 * Fails when generated documentation is stale, and says how to renew it.
 *
 *   npx projen docs:check
 */
import { execFileSync } from 'child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { GUARDRAILS_FILE, RENEW_GUARDRAILS, renderGuardrails } from './render-guardrails';
import { RENEW_RULES, renderRules, RULES_FILE } from './render-rules';
import { GUARDRAILS } from '../src/constructs/organization/guardrails';
import { RETIRED_RULE_IDS, RULES } from '../src/rules';

const ROOT = join(__dirname, '..');
const API_FILE = join(ROOT, 'API.md');
const RENEW_ALL = 'npx projen docs';

/** What jsii-docgen makes of the assembly that `npx projen compile` left. */
function renderApi(): string {
  const folder = mkdtempSync(join(tmpdir(), 'api-'));
  try {
    const output = join(folder, 'API.md');
    execFileSync('jsii-docgen', ['-o', output], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
    return readFileSync(output, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function check(file: string, expected: string, renew: string): boolean {
  const fresh = existsSync(file) && readFileSync(file, 'utf8') === expected;
  console.log(`${relative(ROOT, file)} ${fresh ? 'is up to date' : `is stale: run "${renew}" and commit it`}`);
  return fresh;
}

const results = [
  check(RULES_FILE, renderRules(RULES, RETIRED_RULE_IDS), RENEW_RULES),
  check(GUARDRAILS_FILE, renderGuardrails(GUARDRAILS), RENEW_GUARDRAILS),
  check(API_FILE, renderApi(), RENEW_ALL),
];
process.exitCode = results.every(Boolean) ? 0 : 1;
