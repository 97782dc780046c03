/** `simulate`: what the policies of a template decide of one request. */
import { readInputs } from './inputs';
import { paintFor } from './paint';
import { ExitCode, printable, Terminal } from './terminal';
import { readable } from '../analysis/escalation/describe';
import { Paint } from '../enforce/reports/paint';
import { SimulationResult, toSimulationResult } from '../enforce/simulation-result';
import { LIBRARY_VERSION } from '../enforce/version';
import { AccessModel } from '../model/access-model';
import { deployedNear } from '../model/deployed-near';
import { InputError } from '../model/errors';
import { estateOf, PlacedPrincipal } from '../model/estate';
import { findPrincipal } from '../model/find-principal';
import { PrincipalAccess } from '../model/principal-access';
import { readTemplates } from '../model/template-reader';
import { concat, Text, tokenText } from '../policy/text';

/** The options as the command line gives them. */
export interface SimulateOptions {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: ReadonlyMap<string, readonly string[]>;
  readonly format: SimulateFormat;
}

export type SimulateFormat = 'text' | 'json';
export const SIMULATE_FORMATS: readonly SimulateFormat[] = ['text', 'json'];

const EXIT_CODES: Readonly<Record<string, ExitCode>> = { allowed: ExitCode.CLEAN, unknown: ExitCode.UNKNOWN };

export function simulate(names: readonly string[], options: SimulateOptions, terminal: Terminal): ExitCode {
  const { principal: name, action, resource, context, format } = options;
  const model = readTemplates(deployedNear(resource, readInputs(names)));
  const principal = within(names, () => findPrincipal(requestersOf(model), name, 'principal'));
  const decision = new PrincipalAccess(model, principal).decide({
    action, resource: within(names, () => resourceOf(model, resource)), given: context, others: 'absent',
  });
  const result = toSimulationResult(decision);
  terminal.stdout.write(format === 'json'
    ? `${readable(JSON.stringify({ version: LIBRARY_VERSION, principal: principal.resource.logicalId, action, resource, ...result }, null, 2))}\n`
    : textOf(result, paintFor(terminal)));
  return EXIT_CODES[result.decision] ?? ExitCode.FINDINGS;
}

/** Groups make no requests. */
function requestersOf(model: AccessModel): PlacedPrincipal[] {
  return estateOf(model).principals.filter(({ kind, hypothetical }) => kind !== 'group' && !hypothetical);
}

/** An ARN as it is; `Bucket` and `Bucket/key` begin with the ARN of a resource of the template. */
function resourceOf({ resources }: AccessModel, given: string): Text {
  if (given === '*' || given.startsWith('arn:')) {
    return given;
  }
  const [logicalId] = given.split('/', 1);
  const nodes = resources.filter((node) => node.logicalId === logicalId);
  if (nodes.length !== 1) {
    throw new Error(`found ${nodes.length === 0 ? 'no resource' : `${nodes.length} resources`} "${logicalId}", expected an ARN, * or the logical id of one resource`);
  }
  const [{ key }] = nodes;
  const arn = tokenText({ kind: 'resource', label: `${logicalId}.Arn`, identity: `${key}.Arn`, resource: key, attribute: 'Arn' });
  return concat([arn, given.slice(logicalId.length)]);
}

function within<T>(names: readonly string[], find: () => T): T {
  try {
    return find();
  } catch (error) {
    throw new InputError(names.join(' '), (error as Error).message);
  }
}

const STYLES: Readonly<Record<string, 'green' | 'yellow'>> = { allowed: 'green', unknown: 'yellow' };

function textOf({ decision, reason, decidedBy, matchedStatements }: SimulationResult, paint: Paint): string {
  const statements = matchedStatements.map(({ effect, policyKind, policyName, sid, index }) => `${effect} in ${policyName} (${policyKind}): ${sid ?? `Statement[${index}]`}`);
  return [
    paint(STYLES[decision] ?? 'red', decision),
    ...([['Reason', [reason]], ['By', [decidedBy]], ['Statements', statements.length > 0 ? statements : ['none']]] as const).flatMap(([name, lines]) => (
      lines.map((line, index) => `${paint('bold', (index === 0 ? name : '').padEnd(12))}${printable(readable(line))}`)
    )),
    '',
  ].join('\n');
}
