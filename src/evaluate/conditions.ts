/** What of a statement depends on the context of a request: its conditions, and the variables in its resources. */
import { RequestContext } from './request';
import { and, ConditionResult, NO, not, or, unknown, YES } from './result';
import { compileArn } from '../policy/arn-pattern';
import { Condition } from '../policy/condition';
import { BASE_OPERATORS } from '../policy/operators';
import { Test } from '../policy/operators/comparison';
import { Text, tokensOf, tokenText } from '../policy/text';
import { CompiledText, compileText, unknownValue } from '../policy/variables';

/**
 * All conditions of a statement, compiled once: they all must hold, each for any of its values.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function compileConditions(
  conditions: readonly Condition[], version: string | undefined,
): (context: RequestContext) => ConditionResult {
  const compiled = conditions.map((condition) => compileCondition(condition, version));
  return (context) => {
    let result = YES;
    for (const holds of compiled) {
      result = and(result, holds(context));
      if (result.verdict === 'no') {
        break;
      }
    }
    return result;
  };
}

/** One pattern of `Resource` or `NotResource`. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
export function compileResource(text: Text, version: string | undefined): (resource: Text, context: RequestContext) => ConditionResult {
  const pattern = compileText(text, version, (resolved) => compileArn(resolved, { acrossColons: true }));
  return (resource, context) => matches(pattern, resource, context);
}

function compileCondition(condition: Condition, version: string | undefined): (context: RequestContext) => ConditionResult {
  const { key } = condition;
  if (typeof key !== 'string') {
    const madeAtDeployTime = unknown(tokensOf(key).map(({ label }) => label));
    return () => madeAtDeployTime;
  }
  const name = key.toLowerCase();
  const test = new ConditionTest(condition, version);
  const unknownValues = [tokenText(unknownValue(key))];
  return (context) => {
    const values = context.values.get(name);
    if (values !== undefined || context.others === 'absent') {
      return values === undefined || test.isEmpty(values) ? test.ofAbsent(context) : test.ofPresent(values, context);
    }
    const [absent, present] = [test.ofAbsent(context), test.ofPresent(unknownValues, context)];
    return absent.verdict === present.verdict && absent.verdict !== 'unknown' ? absent : unknown([key, ...absent.unknowns, ...present.unknowns]);
  };
}

/** One condition, asked about the values that a request has for its key. */
class ConditionTest {
  private readonly negated: boolean;
  private readonly alternatives: readonly CompiledText<Test>[];

  constructor(private readonly condition: Condition, version: string | undefined) {
    const { comparison, negated } = BASE_OPERATORS.get(condition.operator.name)!;
    this.negated = negated;
    this.alternatives = condition.values.map((value) =>
      compileText(value, comparison.takesVariables ? version : undefined, (text) => comparison.compile(text)));
  }

  /**
   * To set operators an empty string is no value.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
   */
  isEmpty(values: readonly Text[]): boolean {
    return values.length === 0 || (this.condition.operator.quantifier !== undefined && values.length === 1 && values[0] === '');
  }

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists */
  ofAbsent(context: RequestContext): ConditionResult {
    const { name, ifExists, quantifier } = this.condition.operator;
    if (name === 'Null') {
      return this.ofValue('true', context);
    }
    return ifExists || quantifier === 'ForAllValues' || (this.negated && quantifier === undefined) ? YES : NO;
  }

  /** Without a set operator, a negated condition on several values holds if none of them matches, any other if one of them does. */
  ofPresent(values: readonly Text[], context: RequestContext): ConditionResult {
    const { name, quantifier } = this.condition.operator;
    if (name === 'Null') {
      return this.ofValue('false', context);
    }
    if (values.length === 1) {
      return this.ofValue(values[0], context);
    }
    const every = quantifier === 'ForAllValues' || (this.negated && quantifier === undefined);
    return values.map((value) => this.ofValue(value, context)).reduce(every ? and : or);
  }

  private ofValue(value: Text, context: RequestContext): ConditionResult {
    let result = NO;
    for (const alternative of this.alternatives) {
      result = or(result, matches(alternative, value, context));
      if (result.verdict === 'yes') {
        break;
      }
    }
    return this.negated ? not(result) : result;
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value */
function matches(text: CompiledText<Test>, value: Text, context: RequestContext): ConditionResult {
  const resolved = text.fixed ?? text.resolve((key) => context.values.get(key) ?? context.others);
  if (!resolved) {
    return NO;
  }
  const verdict = resolved.compiled(value);
  if (verdict === 'yes' && resolved.uncertain.length > 0) {
    return unknown(resolved.uncertain);
  }
  if (verdict === 'unknown') {
    return unknown([...tokensOf(resolved.text), ...tokensOf(value)].map(({ label }) => label));
  }
  return verdict === 'yes' ? YES : NO;
}
