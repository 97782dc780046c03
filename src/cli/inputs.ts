/** From what is named on the command line to the templates of one model. */
import { realpathSync, Stats, statSync } from 'fs';
import { resolve } from 'path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { isAssembly, readAssembly, readTemplateWithNested } from '../model/assembly';
import { InputError } from '../model/errors';
import { readPolicyFile } from '../model/policy-file';
import { TemplateInput } from '../model/scope';
import { PolicyKind } from '../policy/document';

const EXPECTED = 'expected a template, a cloud assembly (cdk.out) or a glob that matches some';

/** Each template once: as the nested stack that it is, and with the account and Region that its assembly gives. */
export function readInputs(names: readonly string[]): TemplateInput[] {
  const places = names.flatMap(placesNamed);
  const directories = places.filter(isDirectory);
  const files = places.filter((place) => !isDirectory(place));
  return withoutRepeated([...directories.flatMap(readStacks), ...files.map((file) => readTemplateWithNested(file))]);
}

/** Each policy document once. */
export function readPolicies(names: readonly string[], kind: PolicyKind): TemplateInput[] {
  const places = names.flatMap(placesNamed);
  const directory = places.find(isDirectory);
  if (directory !== undefined) {
    throw new InputError(directory, 'found a directory, expected a policy document in JSON');
  }
  return withoutRepeated(places.map((file) => readPolicyFile(file, kind)));
}

/** The files of a template and of its nested stacks. */
export function filesOf(input: TemplateInput): string[] {
  return [input.file, ...nestedFilesOf(input)];
}

/** The same for every spelling of a path, and for links to it. */
export function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return resolve(file);
  }
}

function placesNamed(name: string): string[] {
  const status = statusOf(name);
  if (typeof status !== 'string') {
    return [name];
  }
  if (status !== 'ENOENT' || !isDynamicPattern(name)) {
    throw new InputError(name, status === 'ENOENT' ? `found no such file or directory, ${EXPECTED}` : `cannot be read (${status})`);
  }
  const places = matches(name);
  if (places.length === 0) {
    throw new InputError(name, `found no match, ${EXPECTED}`);
  }
  return places;
}

function matches(glob: string): string[] {
  const pattern = process.platform === 'win32' ? glob.replaceAll('\\', '/') : glob;
  const found = globSync(pattern, {
    absolute: resolve(glob) === glob,
    expandDirectories: false,
    onlyFiles: false,
    ignore: pattern.includes('node_modules') ? [] : ['**/node_modules/**'],
  });
  // `**` walks through directories that nobody means.
  return found.filter((place) => !isDirectory(place) || isAssembly(place)).sort();
}

function readStacks(directory: string): TemplateInput[] {
  if (!isAssembly(directory)) {
    throw new InputError(directory, `found a directory without manifest.json, ${EXPECTED}`);
  }
  const stacks = readAssembly(directory);
  if (stacks.length === 0) {
    throw new InputError(directory, 'found a cloud assembly without stacks, expected one stack at least');
  }
  return stacks;
}

function withoutRepeated(inputs: readonly TemplateInput[]): TemplateInput[] {
  const known = new Set(inputs.flatMap(nestedFilesOf).map(realPath));
  return inputs.filter(({ file }) => {
    const path = realPath(file);
    const isNew = !known.has(path);
    known.add(path);
    return isNew;
  });
}

function nestedFilesOf({ nested }: TemplateInput): string[] {
  return [...nested?.values() ?? []].flatMap(filesOf);
}

function isDirectory(path: string): boolean {
  const status = statusOf(path);
  return typeof status !== 'string' && status.isDirectory();
}

/** Or the code of the error, for instance `ENOENT`. */
function statusOf(path: string): Stats | string {
  try {
    return statSync(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // A glob may look like a path below a file, or like a very long name.
    return code === 'ENOTDIR' || code === 'ENAMETOOLONG' ? 'ENOENT' : code ?? message;
  }
}
