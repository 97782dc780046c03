import { ActionMatcher, RequestedAction } from './action';
import { compileConditions, compileResource } from './conditions';
import { AccessRequest } from './request';
import { ConditionResult } from './result';
import { and, not, or } from './verdict';
import { Verdict } from '../policy/pattern';
import { Statement, statementName } from '../policy/statement';

type ResourceMatcher = ReturnType<typeof compileResource>;
type ConditionMatcher = ReturnType<typeof compileConditions>;

/** A statement without its principal, ready to be asked about many requests. */
export class CompiledStatement {
  readonly action: ActionMatcher;
  private readonly everyResource: boolean;
  private readonly resources: readonly ResourceMatcher[];
  private readonly conditions: ConditionMatcher | undefined;

  constructor(readonly statement: Statement, version: string | undefined, private readonly lacksResource: boolean) {
    const { action, resource, conditions } = statement;
    this.action = new ActionMatcher(action);
    this.everyResource = !resource || (!resource.negated && resource.patterns.includes('*'));
    this.resources = (resource?.patterns ?? []).map((pattern) => compileResource(pattern, version));
    this.conditions = conditions.length > 0 ? compileConditions(conditions, version) : undefined;
  }

  /** Does the statement speak of the request? The principal is left to `principals.ts`. */
  matches(action: RequestedAction, request: AccessRequest): Verdict {
    let verdict = this.action.matches(action);
    if (verdict === 'no') {
      return 'no';
    }
    verdict = and(verdict, this.matchesResource(request));
    if (verdict !== 'no' && this.conditions) {
      verdict = and(verdict, this.conditions(request.context).verdict);
    }
    return this.statement.conditional && verdict === 'yes' ? 'unknown' : verdict;
  }

  /** The names of what leaves a match open. */
  unknowns(action: RequestedAction, request: AccessRequest): string[] {
    const { context } = request;
    return [
      ...(this.action.matches(action) === 'unknown' ? this.action.unknowns(action) : []),
      ...(this.matchesResource(request) === 'unknown' ? this.resourceUnknowns(request) : []),
      ...(this.conditions?.(context).unknowns ?? []),
      ...(this.statement.conditional ? ['a condition of the template'] : []),
    ];
  }

  private matchesResource({ resource, context }: AccessRequest): Verdict {
    if (this.everyResource) {
      return this.lacksResource ? 'unknown' : 'yes';
    }
    let verdict: Verdict = 'no';
    for (const matcher of this.resources) {
      verdict = or(verdict, matcher(resource, context).verdict);
      if (verdict === 'yes') {
        break;
      }
    }
    return this.statement.resource!.negated ? not(verdict) : verdict;
  }

  private resourceUnknowns({ resource, context }: AccessRequest): string[] {
    const answers: ConditionResult[] = this.resources.map((matcher) => matcher(resource, context));
    const open = answers.flatMap(({ verdict, unknowns }) => (verdict === 'unknown' ? unknowns : []));
    return this.lacksResource ? [`Resource of ${statementName(this.statement)}`] : open;
  }
}
