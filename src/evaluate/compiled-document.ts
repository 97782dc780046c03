/** Documents made ready for many requests: each is compiled once, and its statements are found by the service that they speak of. */
import { RequestedAction } from './action';
import { CompiledStatement } from './compiled-statement';
import { PolicyDocument, PolicyIssue } from '../policy/document';
import { Verdict } from '../policy/pattern';
import { Effect, Statement } from '../policy/statement';

/** Those of one effect, in the order of the document. */
type ByEffect = Readonly<Record<Effect, readonly CompiledStatement[]>>;

export class CompiledDocument {
  static of(document: PolicyDocument): CompiledDocument {
    let compiled = COMPILED.get(document);
    if (!compiled) {
      compiled = new CompiledDocument(document);
      COMPILED.set(document, compiled);
    }
    return compiled;
  }

  /** What of the document could not be read, and may hold any statement. */
  readonly unread: readonly string[];
  /** Does it allow anything at all? */
  readonly allowsSomething: boolean;
  private readonly statements: readonly CompiledStatement[];
  private readonly all: ByEffect;
  private readonly byService = new Map<string, ByEffect>();

  private constructor(document: PolicyDocument) {
    const { statements, issues } = document;
    const read = new Set(statements.map((statement) => statement.index));
    this.unread = issues.filter((issue) => hidesStatement(issue, read)).map((issue) => issue.token ?? (issue.path || 'the document'));
    this.statements = statements.map((statement) => new CompiledStatement(statement, document.version, lacksResource(statement, issues)));
    this.all = byEffect(this.statements);
    this.allowsSomething = this.all.Allow.length > 0;
  }

  /** The statements that may speak of the action. */
  about({ service }: RequestedAction, effect: Effect): readonly CompiledStatement[] {
    if (service === undefined) {
      return this.all[effect];
    }
    let found = this.byService.get(service);
    if (!found) {
      found = byEffect(this.statements.filter(({ action }) => action.services?.has(service) ?? true));
      this.byService.set(service, found);
    }
    return found[effect];
  }

  get unreadVerdict(): Verdict {
    return this.unread.length > 0 ? 'unknown' : 'no';
  }
}

const COMPILED = new WeakMap<PolicyDocument, CompiledDocument>();

function byEffect(statements: readonly CompiledStatement[]): ByEffect {
  const of = (effect: Effect) => statements.filter(({ statement }) => statement.effect === effect);
  return { Allow: of('Allow'), Deny: of('Deny') };
}

/** A statement that is not among those read, or all of them. */
function hidesStatement({ path }: PolicyIssue, read: ReadonlySet<number>): boolean {
  const index = /^Statement\[(\d+)\]/.exec(path)?.[1];
  return index === undefined ? path === '' || path === 'Statement' : !read.has(Number(index));
}

/** IAM would reject the statement: it has no `Resource` where it needs one, or one that cannot be read. */
function lacksResource({ index, resource }: Statement, issues: readonly PolicyIssue[]): boolean {
  const at = `Statement[${index}]`;
  return resource === undefined && issues.some(({ path }) => path === at || path === `${at}.Resource` || path === `${at}.NotResource`);
}
