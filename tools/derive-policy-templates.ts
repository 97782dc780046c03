/**
 * SAM's policy templates, from `policy_templates.json` of aws-sam-translator (Apache-2.0), which is in no npm package:
 *
 *   npx ts-node -T -P tools/tsconfig.json tools/derive-policy-templates.ts <policy_templates.json> <version> <date>
 */
import { readFileSync } from 'fs';
import { DataSet, writeDataSet } from './data-set';
import { isKnownAction } from '../src/catalogue/actions';
import { PolicyTemplate } from '../src/catalogue/policy-templates';

interface Source {
  readonly Templates: Readonly<Record<string, {
    readonly Parameters: Readonly<Record<string, unknown>>;
    readonly Definition: { readonly Statement: readonly unknown[] };
  }>>;
}

export function derivePolicyTemplates({ Templates: templates }: Source, version: string, updated: string): DataSet {
  return {
    name: 'policy-templates',
    header: { source: `aws-sam-translator@${version}`, updated, format: '[name, parameters, statements]: ${Parameter} stands for its value' },
    entries: Object.entries(templates)
      .map(([name, { Parameters: parameters, Definition: definition }]): [string, ...[PolicyTemplate['parameters'], unknown]] => (
        [name, Object.keys(parameters), definition.Statement.map(written).map(knownOnly)]
      ))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  };
}

/** Without actions that no service has: they grant nothing, and nobody who uses the template can take them out. */
function knownOnly(statement: unknown): unknown {
  const { Action: actions } = statement as { Action: string | string[] };
  return { ...statement as object, Action: [actions].flat().filter(isKnownAction) };
}

/** `Fn::Sub` as its text, with the parameters themselves for the variables that stand for them. */
function written(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(written);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const sub = (value as Record<string, unknown>)['Fn::Sub'];
  if (sub !== undefined) {
    const [text, variables] = (Array.isArray(sub) ? sub : [sub, {}]) as [string, Record<string, { Ref: string }>];
    return text.replace(/\$\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(variables, name) ? `\${${variables[name].Ref}}` : whole));
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, written(item)]));
}

const [file, version, updated] = process.argv.slice(2);
writeDataSet(derivePolicyTemplates(JSON.parse(readFileSync(file, 'utf8')) as Source, version, updated));
