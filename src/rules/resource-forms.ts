/** The usual forms of the resources that actions work on: most resources of policies are seen at once to be one. */
import { findAction } from '../catalogue/actions';
import { REGION_FORM } from '../catalogue/regions';
import { Matching } from '../policy/statement';
import { Text } from '../policy/text';

const forms = new WeakMap<Matching, readonly RegExp[]>();

/** Where each form is among the resources of a statement, all its actions have one to work on. Tokens are to be written as stars. */
export function formsFor(action: Matching): readonly RegExp[] {
  let known = forms.get(action);
  if (!known) {
    const sources = new Set(action.patterns.map((pattern) => (action.negated ? undefined : formOf(pattern))));
    known = [...sources].map((source) => (source === undefined ? NOTHING : new RegExp(source)));
    forms.set(action, known);
  }
  return known;
}

/** Of negations, patterns of actions and actions that work on "*" only. */
export const NOTHING = /(?!)/;

function formOf(pattern: Text): string | undefined {
  const formats = (typeof pattern === 'string' && findAction(pattern)?.resourceArns) || [];
  return formats.length === 0 ? undefined : formats.map(usualForm).join('|');
}

const VARIABLE = /\$\{[^}]*\}/;
const ONE_VARIABLE = /^\$\{[^}]*\}$/;
/** What stands for a variable in each of the first fields of an ARN without fault: none is in that of the service. */
const FIELDS = [NOTHING.source, '(?:aws(?:-[a-z]+)*|\\*)', NOTHING.source, `(?:${REGION_FORM}|\\*)?`, '(?:\\d{12}|\\*)?'];
/** What else may stand there: the Region and the account are left out, or variables. */
const LITERALS = [/^arn$/, /^aws$/, /^[a-z0-9-]+$/, /^$/, /^$/];
const BUCKET = '${BucketName}';
const NO_SEPARATOR = '[^:/$]*';
/** A policy variable may be anything. */
const NO_VARIABLE = '[^$]*';

/** Of ARNs without fault that may be of the format. No variable but one at the end takes in a separator, and no bucket. */
function usualForm(format: string): string {
  const known = format.endsWith('}') && !format.endsWith(BUCKET) ? format.slice(0, format.lastIndexOf('${')) : format;
  return `^${known.split(':').map(fieldForm).join(':')}${known === format ? '' : NO_VARIABLE}$`;
}

function fieldForm(field: string, index: number): string {
  if (index >= FIELDS.length) {
    return field.split(VARIABLE).map(escape).join(NO_SEPARATOR);
  }
  return ONE_VARIABLE.test(field) ? FIELDS[index] : LITERALS[index].test(field) ? field : NOTHING.source;
}

function escape(literal: string): string {
  return literal.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}
