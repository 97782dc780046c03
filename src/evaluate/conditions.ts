/**
 * Conditions of a statement against the context of a request.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
import { RequestContext } from './request';
import { ConditionResult, NO, not, unknown, YES } from './result';
import { Condition } from '../policy/condition';
import { BASE_OPERATORS } from '../policy/operators';
import { Test } from '../policy/operators/comparison';
import { Text, tokensOf, tokenText } from '../policy/text';
import { compileText, Lookup, Resolved, unknownValue } from '../policy/variables';

type Alternative = (lookup: Lookup) => Resolved<Test> | undefined;
type CompiledCondition = (context: RequestContext, lookup: Lookup) => ConditionResult;

/** All conditions of a statement, compiled once. They all must hold. */
export function compileConditions(
  conditions: readonly Condition[], version: string | undefined,
): (context: RequestContext) => ConditionResult {
  if (conditions.length === 0) {
    return () => YES;
  }
  const compiled = conditions.map((condition) => compileCondition(condition, version));
  return (context) => {
    const lookup: Lookup = (key) => context.values.get(key) ?? context.others;
    let open: string[] | undefined;
    for (const condition of compiled) {
      const { verdict, unknowns } = condition(context, lookup);
      if (verdict === 'no') {
        return NO;
      }
      if (verdict === 'unknown') {
        open = [...open ?? [], ...unknowns];
      }
    }
    return open ? unknown(open) : YES;
  };
}

function compileCondition({ operator, key, values }: Condition, version: string | undefined): CompiledCondition {
  if (typeof key !== 'string') {
    const made = unknown(tokensOf(key).map(({ label }) => label));
    return () => made;
  }
  const name = key.toLowerCase();
  const { comparison, negated } = BASE_OPERATORS.get(operator.name)!;
  const alternatives = values.map((value) => compileText(value, comparison.takesVariables ? version : undefined, (text) => comparison.compile(text)));
  if (operator.name === 'Null') {
    return nullCheck(key, alternatives);
  }
  const holds = (value: Text, lookup: Lookup) => {
    const matched = anyOf(alternatives, (alternative) => matches(alternative(lookup), value));
    return negated ? not(matched) : matched;
  };
  const ofPresent = (present: readonly Text[], lookup: Lookup): ConditionResult => {
    if (operator.quantifier === 'ForAllValues') {
      return not(anyOf(present, (value) => not(holds(value, lookup))));
    }
    if (operator.quantifier === undefined && negated) {
      return not(anyOf(present, (value) => not(holds(value, lookup))));
    }
    return anyOf(present, (value) => holds(value, lookup));
  };
  const ofAbsent = operator.ifExists || operator.quantifier === 'ForAllValues' || (negated && operator.quantifier === undefined) ? YES : NO;
  return (context, lookup) => {
    const present = context.values.get(name);
    if (present !== undefined) {
      return present.length === 0 ? ofAbsent : ofPresent(present, lookup);
    }
    if (context.others === 'absent') {
      return ofAbsent;
    }
    return ofPresent([tokenText(unknownValue(key))], lookup).verdict === ofAbsent.verdict ? ofAbsent : unknown([key]);
  };
}

/** Whether the key is absent is what is compared with the values: `true` when it is, or has no value. */
function nullCheck(key: string, alternatives: readonly Alternative[]): CompiledCondition {
  const name = key.toLowerCase();
  const asked = (isNull: Text, lookup: Lookup) => anyOf(alternatives, (alternative) => matches(alternative(lookup), isNull));
  return (context, lookup) => {
    const present = context.values.get(name);
    return present === undefined && context.others === 'unknown'
      ? asked(tokenText(unknownValue(key)), lookup)
      : asked(present === undefined || present.length === 0 ? 'true' : 'false', lookup);
  };
}

function matches(resolved: Resolved<Test> | undefined, value: Text): ConditionResult {
  const verdict = resolved?.compiled(value) ?? 'no';
  if (resolved === undefined || verdict === 'no') {
    return NO;
  }
  if (verdict === 'yes') {
    return resolved.uncertain.length > 0 ? unknown(resolved.uncertain) : YES;
  }
  return unknown([...tokensOf(resolved.text), ...tokensOf(value)].map(({ label }) => label));
}

function anyOf<T>(items: readonly T[], test: (item: T) => ConditionResult): ConditionResult {
  let open: string[] | undefined;
  for (const item of items) {
    const { verdict, unknowns } = test(item);
    if (verdict === 'yes') {
      return YES;
    }
    if (verdict === 'unknown') {
      open = [...open ?? [], ...unknowns];
    }
  }
  return open ? unknown(open) : NO;
}
