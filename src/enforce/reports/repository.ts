/** Where a file is in its repository: the same on every machine. */
import { existsSync, realpathSync } from 'fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'path';

/** With slashes, from the folder that has `.git`, or from the current one where there is none; as it is where it is outside. */
export function repositoryPath(file: string): string {
  const path = relative(rootOf(process.cwd()), real(file));
  return (path.startsWith('..') || isAbsolute(path) ? file : path).split(sep).join('/');
}

const roots = new Map<string, string>();

function rootOf(folder: string): string {
  let root = roots.get(folder);
  if (root === undefined) {
    root = real(nearestWithGit(folder) ?? folder);
    roots.set(folder, root);
  }
  return root;
}

function nearestWithGit(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) {
    return folder;
  }
  const parent = dirname(folder);
  return parent === folder ? undefined : nearestWithGit(parent);
}

const known = new Map<string, string>();

function real(file: string): string {
  const path = resolve(file);
  if (!known.has(path)) {
    known.set(path, existsSync(path) ? realpathSync(path) : path);
  }
  return known.get(path)!;
}
