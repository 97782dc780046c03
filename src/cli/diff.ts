/** `diff`: what the principals of an app may do now that they could not before, and the other way round. */
import { statSync } from 'fs';
import { GitFile, gitFileNamed, readGitFile } from './git-file';
import { readInputs } from './inputs';
import { changed, comparisonText, countsOf, nameOf, reasonsOf, summaryOf } from './lock-comparison-text';
import { paintFor } from './paint';
import { ExitCode, Terminal } from './terminal';
import { compareLocks, PrincipalComparison } from '../analysis/lock/compare-locks';
import { PermissionLock } from '../analysis/lock/permission-lock';
import { parseLock } from '../enforce/lock/lock-file';
import { code, escaped, table } from '../enforce/reports/markdown-text';
import { Paint } from '../enforce/reports/paint';
import { LIBRARY_VERSION } from '../enforce/version';
import { TemplateInput } from '../model/scope';
import { parseTemplate, readTextFile } from '../model/template-file';
import { readTemplates } from '../model/template-reader';
import { lockOf } from '../rules/permission-lock';

/** The options as the command line gives them. */
export interface DiffOptions {
  readonly format: DiffFormat;
  readonly failOn: FailOn;
}

export type DiffFormat = 'text' | 'json' | 'markdown';
export type FailOn = 'broader' | 'never';
export const FAIL_ON: readonly FailOn[] = ['broader', 'never'];

interface Difference {
  readonly names: readonly [before: string, now: string];
  readonly comparisons: readonly PrincipalComparison[];
}

const RENDERERS: Readonly<Record<DiffFormat, (difference: Difference, paint: Paint) => string>> = {
  text: ({ comparisons }, paint) => `${comparisonText(comparisons, paint)}${summaryOf(comparisons)}\n`,
  json: jsonOf,
  markdown: markdownOf,
};
export const DIFF_FORMATS = Object.keys(RENDERERS) as readonly DiffFormat[];

export function diff(before: string, now: string, { format, failOn }: DiffOptions, terminal: Terminal): ExitCode {
  const [oldSide, newSide] = [before, now].map(readSide);
  const oldLock = lockOfSide(oldSide, newSide);
  const comparisons = compareLocks(lockOfSide(newSide, { lock: oldLock }), oldLock);
  terminal.stdout.write(RENDERERS[format]({ names: [before, now], comparisons }, paintFor(terminal)));
  const { broader, unknown } = countsOf(comparisons);
  return failOn === 'never' || broader + unknown === 0 ? ExitCode.CLEAN : broader > 0 ? ExitCode.FINDINGS : ExitCode.UNKNOWN;
}

interface Side {
  readonly lock?: PermissionLock;
  readonly inputs?: readonly TemplateInput[];
}

function readSide(name: string): Side {
  const ofGit = gitFileNamed(name);
  if (ofGit) {
    return sideOfText(readGitFile(ofGit), name, ofGit);
  }
  const text = statSync(name, { throwIfNoEntry: false })?.isFile() ? readTextFile(name) : undefined;
  return text !== undefined && isLock(text) ? { lock: parseLock(text, name) } : { inputs: readInputs([name]) };
}

function sideOfText(text: string, name: string, { path }: GitFile): Side {
  return isLock(text) ? { lock: parseLock(text, name) } : { inputs: [{ file: path, body: parseTemplate(text, name) }] };
}

/** A template has resources. */
function isLock(text: string): boolean {
  return /^\s*\{/.test(text) && /"principals"\s*:/.test(text) && !/^\s*"Resources"\s*:/m.test(text);
}

/** A single template is the same stack on both sides, whatever its file is called. */
function lockOfSide({ lock, inputs = [] }: Side, other: Side): PermissionLock {
  const stacks = other.lock?.stacks ?? [];
  return lock ?? lockOf(readTemplates(inputs), stacks.length === 1 ? stacks[0] : undefined).lock;
}

/** For machines: every principal, every key. */
function jsonOf({ names: [before, now], comparisons }: Difference): string {
  return `${JSON.stringify({ version: LIBRARY_VERSION, before, now, summary: countsOf(comparisons), principals: comparisons }, null, 2)}\n`;
}

/** A comment on GitHub takes 65,536 characters. */
const MOST_CHARACTERS = 60_000;

/** For a pull request. */
function markdownOf({ comparisons }: Difference): string {
  const rows: string[][] = [];
  let left = MOST_CHARACTERS;
  for (const one of changed(comparisons)) {
    const row = [MARKS[one.relation], code(nameOf(one)), reasonsOf(one).map(escaped).join('<br>')];
    left -= row.join(' | ').length + 6;
    if (left < 0) {
      break;
    }
    rows.push(row);
  }
  const more = changed(comparisons).length - rows.length;
  return `${[
    '## Permissions',
    `**${summaryOf(comparisons)}**`,
    ...(rows.length > 0 ? [table(['', 'Principal', 'Change'], rows)] : []),
    ...(more > 0 ? [`${more} more ${more === 1 ? 'change is' : 'changes are'} left out here.`] : []),
  ].join('\n\n')}\n`;
}

const MARKS: Readonly<Record<PrincipalComparison['relation'], string>> = {
  broader: '🔴 broader', unknown: '🟡 unknown', narrower: '🟢 narrower', equal: 'equal',
};
