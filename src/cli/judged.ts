import { basename, resolve } from 'path';
import { AccessModel } from '../model/access-model';
import { isAssembly } from '../model/assembly';
import { Judged, slashed } from '../rules/exceptions';
import { Rule, RuleOptions } from '../rules/rule';

/**
 * What the command has judged, for sure: all of the app whose cloud assembly is named; of a template by itself, what is
 * in it. A rule that is for an option of the app's may find more there than here.
 */
export function judgedOf(names: readonly string[], model: AccessModel, rules: readonly Rule[], options: Partial<RuleOptions>): Judged {
  return {
    rules: new Set(rules.filter((rule) => rule.askedFor?.(options) ?? true).map(({ id }) => id)),
    roots: names.some(isWholeApp) ? [''] : rootsOf(model),
  };
}

/** The assemblies of Stages are in folders below that of the app: `assembly-Prod`. */
function isWholeApp(name: string): boolean {
  return isAssembly(name) && !basename(resolve(name)).startsWith('assembly-');
}

/** The file of each template, and the construct that all of its constructs are below. */
function rootsOf({ templates, resources }: AccessModel): string[] {
  return templates.flatMap((template) => {
    const paths = resources.flatMap(({ template: { file }, constructPath }) => (file === template.file ? constructPath ?? [] : []));
    const common = commonPath(paths);
    return [slashed(template.file), ...(common === '' ? [] : [common])];
  });
}

function commonPath(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/'));
  const length = first.findIndex((step, index) => others.some((other) => other[index] !== step));
  return (length === -1 ? first : first.slice(0, length)).join('/');
}
