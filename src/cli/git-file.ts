/** A file as a revision of git has it. */
import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { InputError } from '../model/errors';
import { withoutByteOrderMark } from '../model/template-file';

export interface GitFile {
  readonly revision: string;
  /** As git takes it: from the root of the repository, or from here where it begins with `./`. */
  readonly path: string;
}

const MOST_BYTES = 256 * 1024 * 1024;

/** `git:main:iam.lock.json`, or `main:iam.lock.json` where no file is called so. Undefined for anything else. */
export function gitFileNamed(name: string): GitFile | undefined {
  const isMarked = name.startsWith('git:');
  const [, revision, path] = /^([^:]+):(.+)$/s.exec(isMarked ? name.slice('git:'.length) : name) ?? [];
  if (isMarked && path === undefined) {
    throw new InputError(name, 'found no revision and path, expected git:<revision>:<path>, for instance git:main:iam.lock.json');
  }
  // A single letter is a drive of Windows.
  return path === undefined || (!isMarked && (existsSync(name) || /^[a-z]$/i.test(revision))) ? undefined : { revision, path };
}

export function readGitFile({ revision, path }: GitFile): string {
  const name = `${revision}:${path}`;
  if (revision.startsWith('-')) {
    throw new InputError(name, `found the revision "${revision}", expected a branch, a tag or a commit`);
  }
  const { error, status, stdout, stderr } = spawnSync('git', ['cat-file', 'blob', name], { encoding: 'utf8', maxBuffer: MOST_BYTES });
  if (error || status !== 0) {
    const said = error ? (error as NodeJS.ErrnoException).code ?? error.message : stderr.trim().split('\n')[0];
    throw new InputError(name, `cannot be read by git (${said}), expected a file of a revision of this repository`);
  }
  return withoutByteOrderMark(stdout);
}
