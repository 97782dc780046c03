/**
 * A set of policies as the layers that must each allow a request, and the denials that none may meet.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
import { NamedPolicy, PolicySet } from '../../evaluate/decision';
import { Condition } from '../../policy/condition';
import { PolicyDocument } from '../../policy/document';
import { Matching, Statement } from '../../policy/statement';
import { identityOf, Text, tokenText } from '../../policy/text';
import { compileText } from '../../policy/variables';
import { identityOfCondition } from '../condition-logic';

export interface GrantLayers {
  /** Identity policies, boundary, session policies, and each level of service control policies: the Allow statements of each. */
  readonly allows: readonly (readonly Statement[])[];
  readonly denies: readonly Statement[];
}

export function layersOf(policies: PolicySet): GrantLayers {
  const layers = [
    policies.identity,
    ...(policies.boundary ? [[policies.boundary]] : []),
    ...(policies.session ? [policies.session] : []),
    ...(policies.serviceControl ?? []).map((level) => level.policies),
  ].map((documents) => documents.flatMap(({ document }) => statementsOf(document)));
  return {
    allows: layers.map((statements) => statements.filter(({ effect }) => effect === 'Allow')),
    denies: layers.flat().filter(({ effect }) => effect === 'Deny'),
  };
}

const statementsByDocument = new WeakMap<PolicyDocument, readonly Statement[]>();

/** The statements, with policy variables as values that nobody knows. */
function statementsOf(document: PolicyDocument): readonly Statement[] {
  let statements = statementsByDocument.get(document);
  if (!statements) {
    const fixed = (text: Text) => withoutVariables(text, document.version);
    statements = document.statements.flatMap((statement) => (statement.resource === undefined ? [] : [{
      ...statement,
      resource: { ...statement.resource, patterns: statement.resource.patterns.map(fixed) },
      conditions: statement.conditions.map((condition): Condition => ({ ...condition, values: condition.values.map(fixed) })),
    }]));
    statementsByDocument.set(document, statements);
  }
  return statements;
}

const HAS_DEFAULT = /\$\{[^}]*'/;

function withoutVariables(text: Text, version: string | undefined): Text {
  if (!identityOf(text).includes('${')) {
    return text;
  }
  if (version === '2012-10-17' && HAS_DEFAULT.test(identityOf(text))) {
    return tokenText({ kind: 'opaque', label: text.toString(), identity: `variable ${identityOf(text)}` });
  }
  const resolved = compileText(text, version, (known) => known).resolve(() => 'unknown');
  return resolved ? resolved.text : text;
}

/** Equal for sets of policies that are certain to say the same. */
export function identityOfLayers({ allows, denies }: GrantLayers): string {
  return JSON.stringify([...allows.map(identityOfStatements), identityOfStatements(denies)]);
}

function identityOfStatements(statements: readonly Statement[]): readonly string[] {
  return [...new Set(statements.map((statement) => JSON.stringify([
    identityOfMatching(statement.action, true), statement.resource && identityOfMatching(statement.resource, false),
    statement.conditions.map(identityOfCondition).sort(), statement.conditional === true ? statement.index : -1,
  ])))].sort();
}

function identityOfMatching({ negated, patterns }: Matching, ignoreCase: boolean): unknown {
  const texts = patterns.map((pattern) => (ignoreCase ? identityOf(pattern).toLowerCase() : identityOf(pattern)));
  return [negated, [...new Set(texts)].sort()];
}

/** What the comparison does not look into, and both sides must therefore share. */
export function identityOfOtherPolicies({ resource, resourceControl }: PolicySet): string {
  const ofPolicies = (policies: readonly NamedPolicy[]) => policies.map(({ document }) => JSON.stringify(document.statements));
  return JSON.stringify([resource && ofPolicies([resource]), resourceControl?.map(({ policies }) => ofPolicies(policies))]);
}
