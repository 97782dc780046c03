/** Writes a report to a file: all of it or nothing. */
import { accessSync, constants, renameSync, rmSync, Stats, statSync, realpathSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { InputError } from '../model/errors';

export function writeOutputFile(file: string, text: string): void {
  try {
    write(file, text, statSync(file, { throwIfNoEntry: false }));
  } catch (error) {
    throw new InputError(file, `cannot be written (${(error as NodeJS.ErrnoException).code ?? (error as Error).message})`);
  }
}

function write(file: string, text: string, existing: Stats | undefined): void {
  if (!existing) {
    replace(file, text);
  } else if (existing.isFile()) {
    accessSync(file, constants.W_OK);
    replace(realpathSync(file), text);
  } else {
    // A device or a pipe, for instance /dev/stdout, must not be replaced; a directory says EISDIR.
    writeFileSync(file, text);
  }
}

function replace(file: string, text: string): void {
  const draft = join(dirname(file), `.cdk-iam-guardrails-${process.pid}.tmp`);
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
