/** Ids of findings are what exceptions and acknowledgments name: they stay when a construct moves and its logical id changes. */
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkGuardrails, RulePack } from '../../src';
import { readTemplates } from '../../src/model/template-reader';
import { isObject } from '../../src/policy/document';
import { RULES } from '../../src/rules';
import { exampleTemplate } from '../../src/rules/example-templates';
import { judgeWith } from '../../src/rules/judge';
import { Example, Rule } from '../../src/rules/rule';

function keysOf(rule: Rule, example: Example, hash: string): string[] {
  const body = withHash(exampleTemplate(example), Object.keys(example.resources), hash) as Record<string, unknown>;
  return judgeWith([rule], readTemplates([{ file: 'example.template.json', body }]), example.options).map(({ key }) => key).sort();
}

/** The template with logical ids as CDK makes them, wherever it names one. */
function withHash(value: unknown, ids: readonly string[], hash: string): unknown {
  const rename = (text: string) => (ids.includes(text.split('.')[0]) ? text.replace(/^[^.]+/, `$&${hash}`) : text);
  if (Array.isArray(value)) {
    return value.map((item) => withHash(item, ids, hash));
  }
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, item]) => {
    switch (name) {
      case 'Ref': case 'DependsOn':
        return [name, typeof item === 'string' ? rename(item) : item];
      case 'Fn::GetAtt':
        return [name, Array.isArray(item) ? [rename(String(item[0])), ...item.slice(1)] : rename(String(item))];
      case 'Fn::Sub':
        return [name, typeof item === 'string' ? item.replace(/\$\{([\w.]+)\}/g, (_whole, id: string) => `\${${rename(id)}}`) : item];
      case 'Resources':
        return [name, Object.fromEntries(Object.entries(item as object).map(([id, resource]) => [`${id}${hash}`, withHash(resource, ids, hash)]))];
      default:
        return [name, withHash(item, ids, hash)];
    }
  })) : value;
}

test.each(RULES.map((rule) => [rule.id, rule] as const))('the keys of %s are the same whatever the hashes of the logical ids', (_id, rule) => {
  for (const example of [...rule.examples.bad, ...rule.examples.unknown]) {
    const keys = keysOf(rule, example, '5D41402A');
    expect(keys).toEqual(keysOf(rule, example, 'F9E8D7C6'));
    expect(keys.filter((key) => /5D41402A/i.test(key))).toEqual([]);
  }
});

test('the ids of all findings stay when the construct moves, but for the name of where it is', () => {
  const idsBelow = (...path: string[]) => {
    const stack = new Stack(new App(), 'Stack');
    const scope = path.reduce<Construct>((parent, id) => new Construct(parent, id), stack);
    const bucket = new s3.Bucket(scope, 'Bucket');
    const role = new iam.Role(scope, 'Role', { assumedBy: new iam.AccountPrincipal('999988887777') });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:*'], resources: [bucket.arnForObjects('*')] }));
    role.addToPolicy(new iam.PolicyStatement({ actions: ['iam:PassRole', 'lambda:*', 'kms:Decrypt'], resources: ['*'] }));
    new iam.Role(scope, 'Target', { assumedBy: role, managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')] });
    new iam.AccessKey(scope, 'Key', { user: new iam.User(scope, 'User') });
    new lambda.Function(scope, 'Function', { code: lambda.Code.fromInline('0'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X })
      .addToRolePolicy(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], resources: ['*'] }));
    return checkGuardrails(stack, { pack: RulePack.STRICT }).findings.map(({ id }) => id).sort();
  };
  const ids = idsBelow('Here');
  expect(ids.length).toBeGreaterThan(10);
  // Of "Resource" nothing but the hash tells.
  expect(idsBelow('Resource', 'Here')).toEqual(ids);
  expect(idsBelow('There').map((id) => id.replace('<There', '<Here').replace('=There', '=Here'))).toEqual(ids);
});
