/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
import { error, PolicyProblem, warning } from './problem';
import { Statement } from '../../policy/statement';
import { Text } from '../../policy/text';

const WITH_VARIABLES = '2012-10-17';
const SOUND = /^([*?$]|[\w+=,.@/-]+:[^\s'{}:]+(?::[^\s'{}:]+)*(, ?'[^']*')?)$/;
const OF_CLOUDFORMATION = /^AWS::/;

const NONE: readonly PolicyProblem[] = [];

/** Of the resources and the values of conditions. */
export function variableProblems(statement: Statement, version: string | undefined, at: string): readonly PolicyProblem[] {
  return hasVariable(statement) ? problemsOf(statement, version, at) : NONE;
}

/** Most statements have none. */
function hasVariable({ resource, conditions }: Statement): boolean {
  return resource?.patterns.some(isVariable) || conditions.length > 0 && conditions.some(({ values }) => values.some(isVariable));
}

function isVariable(text: Text): boolean {
  return typeof text === 'string' && text.includes('${');
}

function problemsOf({ resource, conditions }: Statement, version: string | undefined, at: string): PolicyProblem[] {
  const problems = (texts: readonly Text[], path: string) => texts.flatMap((text) => problemOf(text, version, path) ?? []);
  return [
    ...problems(resource?.patterns ?? [], `${at}.${resource?.negated ? 'NotResource' : 'Resource'}`),
    ...conditions.flatMap(({ key, values }) => problems(values, `${at}.Condition.${key}`)),
  ];
}

function problemOf(text: Text, version: string | undefined, path: string): PolicyProblem | undefined {
  if (typeof text !== 'string' || !text.includes('${')) {
    return undefined;
  }
  if (/\$\{[^}]*$/.test(text)) {
    return error(path, `"${text}"`, 'a closing brace for the variable');
  }
  const names = [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, name]) => name);
  const unresolved = names.find((name) => OF_CLOUDFORMATION.test(name));
  if (unresolved !== undefined) {
    return error(path, `"\${${unresolved}}" as text`, 'Fn::Sub around what CloudFormation is to fill in');
  }
  const unsound = names.find((name) => !SOUND.test(name));
  if (unsound !== undefined) {
    return error(path, `the variable "\${${unsound}}"`, 'a condition key within the braces, without spaces');
  }
  return version === WITH_VARIABLES || names.every((name) => /^[*?$]$/.test(name)) ? undefined
    : warning(path, `the variable "\${${names[0]}}", which is plain text in this version of the policy language`, `Version "${WITH_VARIABLES}"`);
}
