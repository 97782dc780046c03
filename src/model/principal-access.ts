/** What a principal of an app may do, by all that reaches it. Policies that the app names and does not hold leave it open. */
import { AccessModel } from './access-model';
import { awsManagedPolicy } from './aws-managed-policy';
import { estateOf, ModelEstate, PlacedPrincipal } from './estate';
import { Concretizer } from '../analysis/concrete';
import { decide } from '../evaluate/decide';
import { Decision, NamedPolicy, PolicySet } from '../evaluate/decision';
import { Requester, RequestContext } from '../evaluate/request';
import { contextOf } from '../evaluate/request-facts';
import { PolicyDocument } from '../policy/document';
import { concat, sameText, Text, tokenText } from '../policy/text';

export interface Question {
  readonly action: Text;
  readonly resource: Text;
  /** By the key in lower case. */
  readonly given: ReadonlyMap<string, readonly Text[] | undefined>;
  /** What other keys are, beside those that AWS sets. */
  readonly others: RequestContext['others'];
}

export class PrincipalAccess {
  private readonly estate: ModelEstate;
  private readonly concretizer: Concretizer;
  private readonly policies: PolicySet;
  private readonly requester: Requester;

  constructor(private readonly model: AccessModel, { key, kind, arn, account, policies, boundary, unseenBoundary }: PlacedPrincipal) {
    this.estate = estateOf(model);
    this.concretizer = new Concretizer(this.estate);
    const unseen = model.principals.find(({ resource }) => resource.key === key)?.attachments
      .filter((attachment) => !attachment.policy && !awsManagedPolicy(attachment.arn)).map((attachment) => unseenPolicy(attachment.arn)) ?? [];
    const bound = boundary ? this.concretizer.policy(boundary) : unseenBoundary && unseenPolicy(unseenBoundary);
    this.policies = {
      identity: [...policies.map((policy) => this.concretizer.policy(policy)), ...unseen],
      ...(bound && { boundary: bound }),
      ...(this.estate.serviceControl && { serviceControl: this.estate.serviceControl.map((level) => this.concretizer.level(level)) }),
    };
    this.requester = { kind: kind === 'user' ? 'user' : 'role', id: arn, ...(account !== undefined && { account }) };
  }

  decide(question: Question): Decision {
    return this.decideUnder(question, this.trustOf(question));
  }

  /** The first decision, among the resources that policies of the app let it do the action on, that is no certain deny. Undefined: there is none. */
  decideAnywhere(question: Omit<Question, 'resource'>): Decision | undefined {
    for (const { resource, attached } of this.candidates(question.action)) {
      const asked = { ...question, resource };
      const decision = this.decideUnder(asked, attached ?? this.trustOf(asked));
      // Of a resource in another account, that account's policies tell.
      const isLeftToOthers = decision.outcome === 'implicitDeny' && decision.decidedBy === 'resource' && !attached;
      if (decision.outcome === 'allowed' || decision.outcome === 'unknown' || isLeftToOthers) {
        return decision;
      }
    }
    return undefined;
  }

  /** Values that stand for all resources that some policy may let it use. */
  private* candidates(action: Text): Iterable<{ readonly resource: Text; readonly attached?: NamedPolicy }> {
    for (const { document } of this.policies.identity) {
      yield* openResources(document).map((resource) => ({ resource }));
    }
    for (const { kind, document, resource: { logicalId } } of this.model.policies) {
      if (kind === 'resource') {
        const attached = this.concretizer.policy({ name: logicalId, document });
        yield* openResources(attached.document).map((resource) => ({ resource, attached }));
      }
    }
    for (const { arn, trust } of isSts(action) ? this.estate.principals : []) {
      yield* trust ? [{ resource: arn, attached: this.concretizer.policy(trust) }] : [];
    }
  }

  private decideUnder({ action, resource: rawResource, given, others }: Question, attached: NamedPolicy | undefined): Decision {
    const asked = { requester: this.requester, action, resource: this.concretizer.text(rawResource) };
    return decide({ ...asked, context: contextOf(asked, given, others) }, { ...this.policies, ...(attached && { resource: attached }) });
  }

  /** The policy of the resource, where it is a role of the app that is assumed. */
  private trustOf({ action, resource }: Question): NamedPolicy | undefined {
    if (!isSts(action)) {
      return undefined;
    }
    const arn = this.concretizer.text(resource);
    const trust = this.estate.principals.find((principal) => principal.trust && sameText(principal.arn, arn))?.trust;
    return trust && this.concretizer.policy(trust);
  }
}

function isSts(action: Text): boolean {
  return /^sts:/i.test(action.toString());
}

function unseenPolicy(arn: Text): NamedPolicy {
  const name = arn.toString();
  return { name, document: { statements: [], issues: [{ path: '', found: 'a policy that is not part of the app', expected: 'its content', token: 'the content' }] } };
}

/** Values that stand for all resources that the Allow statements name; of a policy that nobody can read, for any resource. */
function openResources({ statements, issues }: PolicyDocument): Text[] {
  const named = statements.filter(({ effect }) => effect === 'Allow')
    .flatMap(({ resource }) => (!resource || resource.negated ? ['*'] : resource.patterns));
  return [...named, ...(issues.length > 0 ? ['*'] : [])].map((pattern) => openPattern(pattern, pattern === '*' ? 'the resource' : undefined));
}

/** A value that stands for all texts that the pattern matches: tokens in place of its wildcards and variables. */
export function openPattern(pattern: Text, label = pattern.toString()): Text {
  let count = 0;
  const open = () => tokenText({ kind: 'opaque', label, identity: `any ${count++}` });
  const parts = typeof pattern === 'string' ? [pattern] : pattern.parts;
  return concat(parts.flatMap((part) => (typeof part === 'string'
    ? part.split(/(?:[*?]|\$\{[^}]*\})+/).flatMap((piece, index) => (index === 0 ? [piece] : [open(), piece]))
    : [tokenText(part)])));
}
