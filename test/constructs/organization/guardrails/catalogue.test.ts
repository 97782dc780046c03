/** What holds for every entry of the catalogue: its metadata, its file, its actions, and its own examples. */
import { readdirSync } from 'fs';
import { basename, join } from 'path';
import { expandAction, findAction } from '../../../../src/catalogue/actions';
import { conditionKey } from '../../../../src/catalogue/condition-keys';
import { EXAMPLE_PARAMETERS, GuardrailDefinition, GuardrailExample } from '../../../../src/constructs/organization/guardrail-definition';
import { GUARDRAILS } from '../../../../src/constructs/organization/guardrails';
import { PolicySimulatorLevel, PolicySimulatorProps } from '../../../../src/enforce/policy-simulator';
import { documentJson, StatementJson } from '../../../../src/policy/policy-json';
import { fileNameOf, idOfFileName, RULE_ID } from '../../../../tools/rule-names';
import { ACCOUNT, ADMINISTRATOR_ACCESS, decisions, FULL_AWS_ACCESS, notAllowed } from '../../../support/proof';

const SENTENCE = /^[A-Z"`].*[.]$/s;
const ORDINARY = `arn:aws:iam::${ACCOUNT}:role/Developer`;
const EXEMPT = `arn:aws:iam::${ACCOUNT}:role/OrganizationAdmin`;
const SERVICE_LINKED = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
const LEVELS = ['root', 'organizational unit', 'account'];
/** A resource-based policy, key policy or trust policy that lets in whoever asks: what denies is then the guardrail. */
const OPEN = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };

const ids = GUARDRAILS.map(({ id }) => id);

/** AdministratorAccess and an open resource, under the guardrail at one level, or under none. */
function policies({ policyType, statements }: GuardrailDefinition, at?: string): PolicySimulatorProps {
  const guardrail = documentJson(statements(EXAMPLE_PARAMETERS));
  const isScp = policyType === 'SERVICE_CONTROL_POLICY';
  const full = isScp ? [FULL_AWS_ACCESS] : [];
  const levels: PolicySimulatorLevel[] = LEVELS.map((name) => ({ name, policies: name === at ? [guardrail, ...full] : full }));
  return {
    identityPolicies: [ADMINISTRATOR_ACCESS],
    resourcePolicy: OPEN,
    resourceAccount: ACCOUNT,
    ...(isScp ? { serviceControlPolicies: levels } : { resourceControlPolicies: levels }),
  };
}

function by(examples: readonly GuardrailExample[], principalArn: string): GuardrailExample[] {
  return examples.map((example) => ({ ...example, principalArn }));
}

function actionsOf({ statements }: GuardrailDefinition): string[] {
  return statements(EXAMPLE_PARAMETERS).flatMap(({ Action, NotAction }) => [Action ?? [], NotAction ?? []].flat(2)).filter((action) => action !== '*');
}

describe('the registry', () => {
  test('has each id once, sorted', () => {
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  test('has every file of the folder and no other, named by the id', () => {
    const folder = join(__dirname, '..', '..', '..', '..', 'src', 'constructs', 'organization', 'guardrails');
    const files = readdirSync(folder).map((file) => basename(file, '.ts')).filter((file) => file !== 'index');
    expect(files.map(idOfFileName).sort()).toEqual(ids);
    expect(files.map((file) => fileNameOf(idOfFileName(file)))).toEqual(files);
  });

  test('has nothing in the baseline that is not in strict too', () => {
    expect(GUARDRAILS.filter(({ sets }) => sets.includes('baseline') && !sets.includes('strict'))).toEqual([]);
  });
});

describe.each(GUARDRAILS.map((entry) => [entry.id, entry] as const))('%s', (_id, entry) => {
  const { denied, allowed } = entry.examples;

  test('says what it is for, what it stops, too, and where AWS describes it', () => {
    expect(entry.id).toMatch(RULE_ID);
    expect(entry.title).toMatch(/^([a-z`]|AWS|IAM|GuardDuty|Security Hub).*[^.\s]$/);
    expect([entry.intent, ...entry.sideEffects].filter((text) => !SENTENCE.test(text))).toEqual([]);
    expect(entry.sideEffects.length).toBeGreaterThan(0);
    expect(entry.links.length).toBeGreaterThan(0);
    expect(entry.links.filter((link) => new URL(link).hostname !== 'docs.aws.amazon.com')).toEqual([]);
  });

  test('names controls by framework', () => {
    expect(Object.values(entry.controls).flat().length).toBeGreaterThan(0);
    expect(Object.values(entry.controls).flat().filter((control) => control.trim() === '')).toEqual([]);
  });

  test('names actions that exist', () => {
    const actions = actionsOf(entry);
    expect(actions.filter((action) => expandAction(action).length === 0)).toEqual([]);
  });

  test('names condition keys that requests of its actions carry', () => {
    const missing = entry.statements(EXAMPLE_PARAMETERS).flatMap(({ Action, Condition }) => {
      const keys = Object.values(Condition ?? {}).flatMap((pairs) => Object.keys(pairs)).filter((key) => !conditionKey(key)?.global);
      const carried = (action: string, key: string) => expandAction(action).some(({ conditionKeys }) => conditionKeys.includes(key));
      return [Action ?? []].flat().flatMap((action) => keys.filter((key) => !carried(action, key))
        .map((key) => `${action} ${key}`));
    });
    expect(missing).toEqual([]);
  });

  test('compares each key by an operator of its type', () => {
    const compared = entry.statements(EXAMPLE_PARAMETERS).flatMap(({ Condition }) => Object.entries(Condition ?? {}))
      .flatMap(([operator, pairs]) => Object.keys(pairs).map((key) => [operator, conditionKey(key)!.type.toLowerCase()] as const));
    expect(compared.filter(([operator, type]) => operator !== 'Null' && !operator.toLowerCase().startsWith(type))).toEqual([]);
  });

  test('denies, names everybody in a resource control policy and nobody in a service control policy, and works in every partition', () => {
    const statements = entry.statements({ ...EXAMPLE_PARAMETERS, exemptPrincipals: ['arn:*:iam::*:role/X'], approvedBoundaries: [], protectedRoles: [], protectedStacks: [], logBuckets: [], logKeys: [], logGroups: [] });
    expect(statements.filter(({ Effect }) => Effect !== 'Deny')).toEqual([]);
    expect(statements.filter(({ Principal }) => Principal !== (entry.policyType === 'RESOURCE_CONTROL_POLICY' ? '*' : undefined))).toEqual([]);
    expect(JSON.stringify(statements)).not.toMatch(/arn:aws[:-]/);
  });

  test('needs what it says, and nothing else', () => {
    const without = entry.statements({ ...EXAMPLE_PARAMETERS, ...Object.fromEntries(entry.needs.map((need) => [need, need === 'organizationId' ? undefined : []])) });
    expect(JSON.stringify(without) !== JSON.stringify(entry.statements(EXAMPLE_PARAMETERS))).toBe(entry.needs.length > 0);
  });

  test('has enough examples, of actions that exist', () => {
    expect(denied.length).toBeGreaterThanOrEqual(8);
    expect(allowed.length).toBeGreaterThanOrEqual(6);
    expect([...denied, ...allowed].filter(({ action }) => !findAction(action)).map(({ action }) => action)).toEqual([]);
    const whats = [...denied, ...allowed].map(({ what }) => what);
    expect(whats.filter((what, index) => whats.indexOf(what) !== index)).toEqual([]);
  });

  test.each(LEVELS)('attached to the %s, denies its attacks and lets ordinary work by', (level) => {
    const other = decisions(policies(entry, level), ORDINARY, denied).filter(({ decision, reason }) => decision !== 'explicitDeny' || !/control policy/.test(reason));
    expect(other.map(({ request, decision, reason }) => `${request.what}: ${decision}, ${reason}`)).toEqual([]);
    expect(notAllowed(policies(entry, level), ORDINARY, allowed)).toEqual([]);
  });

  test('is what denies: without it the attacks succeed', () => {
    expect(notAllowed(policies(entry), ORDINARY, denied)).toEqual([]);
  });

  test('has no statement that none of its attacks needs', () => {
    const statements = entry.statements(EXAMPLE_PARAMETERS);
    const idle = statements.filter((_, index) => {
      const fewer: readonly StatementJson[] = statements.filter((__, other) => other !== index);
      return fewer.length > 0 && notAllowed(policies({ ...entry, statements: () => fewer }, 'root'), ORDINARY, denied).length === denied.length;
    });
    expect(idle).toEqual([]);
  });

  test('leaves service-linked roles alone', () => {
    const requests = by(denied.filter(({ principalArn }) => principalArn === undefined), SERVICE_LINKED);
    expect(notAllowed(policies(entry, 'account'), ORDINARY, requests)).toEqual([]);
  });

  test('leaves the exempt principals alone, or names none', () => {
    if (entry.exemption === 'exempt principals') {
      expect(notAllowed(policies(entry, 'root'), ORDINARY, by(denied, EXEMPT))).toEqual([]);
    } else {
      expect(entry.exemption.nobody).toMatch(SENTENCE);
      expect(JSON.stringify(entry.statements(EXAMPLE_PARAMETERS))).not.toContain(EXAMPLE_PARAMETERS.exemptPrincipals[0]);
    }
  });
});
