/** What boundaries and service control policies leave of a grant. */
import { NamedPolicy, PolicyLevel, PolicySet } from '../evaluate/decision';
import { mayOverlap } from '../policy/common-text';
import { PolicyDocument } from '../policy/document';
import { Pattern } from '../policy/pattern';
import { Matching, Statement } from '../policy/statement';
import { actionsIn, classesAmong } from './grants/action-classes';
import { layersOf } from './grants/layers';
import { isNothing } from './grants/regions';

export interface Limits {
  readonly boundary?: NamedPolicy;
  readonly serviceControl?: readonly PolicyLevel[];
}

/** Is it certain that nothing of what the statement grants passes the limits? */
export function isIneffective(statement: Statement, { version }: Pick<PolicyDocument, 'version'>, limits: Limits): boolean {
  if (statement.action.patterns.some((pattern) => typeof pattern === 'string' && isLeftAlone(statement.action, pattern, limits))) {
    return false;
  }
  const document: PolicyDocument = { version, statements: [statement], issues: [] };
  const policies: PolicySet = { identity: [{ name: '', document }], ...limits };
  const layers = layersOf(policies);
  const matchings = [...layers.allows.flat(), ...layers.denies].map(({ action }) => action);
  for (const { verdicts } of classesAmong(actionsIn([statement.action]), matchings)) {
    if (!isNothing(layers, ({ action }) => verdicts.get(action) ?? 'no')) {
      return false;
    }
  }
  return true;
}

/** Nothing limits the action: seen at once, and for most actions of most policies. */
function isLeftAlone({ negated }: Matching, action: string, { boundary, serviceControl = [] }: Limits): boolean {
  const layers = [...(boundary ? [[boundary]] : []), ...serviceControl.map(({ policies }) => policies)];
  return !negated && layers.every((policies) => (
    policies.some(({ document }) => viewOf(document, action).allowsAll) && !policies.some(({ document }) => viewOf(document, action).mayDeny)
  ));
}

interface View {
  /** On every resource, whatever the circumstances. */
  readonly allowsAll: boolean;
  readonly mayDeny: boolean;
}

const views = new WeakMap<PolicyDocument, Map<string, View>>();

function viewOf(document: PolicyDocument, action: string): View {
  const known = views.get(document) ?? new Map<string, View>();
  views.set(document, known);
  let view = known.get(action);
  if (!view) {
    view = {
      allowsAll: document.statements.some((statement) => statement.effect === 'Allow' && isUnlimited(statement) && covers(statement.action, action)),
      mayDeny: document.statements.some((statement) => statement.effect === 'Deny' && !excludes(statement.action, action)),
    };
    known.set(action, view);
  }
  return view;
}

function isUnlimited({ resource, conditions, conditional }: Statement): boolean {
  return !conditional && conditions.length === 0 && resource?.negated === false && resource.patterns.includes('*');
}

function covers({ negated, patterns }: Matching, action: string): boolean {
  return !negated && patterns.some((pattern) => Pattern.of(pattern, { ignoreCase: true }).covers(Pattern.of(action, { ignoreCase: true })) === 'yes');
}

function excludes({ negated, patterns }: Matching, action: string): boolean {
  return !negated && patterns.every((pattern) => !mayOverlap(pattern, action, { ignoreCase: true }));
}
