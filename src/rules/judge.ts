/** The engine: runs the rules of a pack over a model. The same for every surface. */
import { Finding, findingId } from './finding';
import { RULES } from './index';
import { defaultOptions, PackName, Rule, RuleOptions, Violation } from './rule';
import { AccessModel } from '../model/access-model';
import { locationIn } from '../model/written-place';

export function rulesOf(pack: PackName, options: Partial<RuleOptions> = {}): readonly Rule[] {
  return RULES.filter((rule) => rule.packs.includes(pack) || rule.askedFor?.(options));
}

/** Findings in a stable order: by file, resource, rule and key. */
export function judge(model: AccessModel, pack: PackName, options: Partial<RuleOptions> = {}): Finding[] {
  return judgeWith(rulesOf(pack, options), model, options);
}

export function judgeWith(rules: readonly Rule[], model: AccessModel, options: Partial<RuleOptions> = {}): Finding[] {
  const given = { ...defaultOptions(), ...options };
  const findings = rules.flatMap((rule) => findingsOf(rule, model, given));
  return findings.sort((a, b) => compare(a.file, b.file) || compare(a.logicalId, b.logicalId) || compare(a.rule, b.rule) || compare(a.key, b.key));
}

function findingsOf(rule: Rule, model: AccessModel, options: RuleOptions): Finding[] {
  const seen = new Map<object, Violation[]>();
  const findings: Finding[] = [];
  for (const violation of rule.check(model, options)) {
    const place = violation.resource ?? violation.template;
    const others = seen.get(place);
    if (!others) {
      seen.set(place, [violation]);
      findings.push(toFinding(rule, violation, violation.key));
      continue;
    }
    // The same grant twice in one policy is one finding; another grant with the same key gets a key of its own.
    const namesakes = others.filter(({ key }) => key === violation.key);
    if (!namesakes.some((other) => isSame(other, violation))) {
      others.push(violation);
      findings.push(toFinding(rule, violation, namesakes.length === 0 ? violation.key : `${violation.key}#${namesakes.length + 1}`));
    }
  }
  return findings;
}

function isSame(a: Violation, b: Violation): boolean {
  return a.message === b.message && withoutPosition(a.witness) === withoutPosition(b.witness);
}

function toFinding(rule: Rule, violation: Violation, key: string): Finding {
  const { resource, template } = violation;
  return {
    rule: rule.id,
    id: findingId(rule.id, key),
    severity: violation.unknown ? 'warning' : violation.severity ?? rule.severity,
    key,
    file: template.file,
    logicalId: resource?.logicalId ?? '',
    resourceType: resource?.type ?? '',
    constructPath: resource?.constructPath,
    location: resource ? locationIn(resource, violation.location) : violation.location,
    message: violation.message,
    witness: violation.witness,
    fix: violation.fix ?? rule.fix,
  };
}

function withoutPosition(witness = ''): string {
  return witness.replace(/^Statement\[\d+\]/, '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
