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
import { Pattern } from '../policy/pattern';
import { concat, sameText, Text, tokensOf, tokenText } from '../policy/text';

export interface Question {
  readonly action: Text;
  readonly resource: Text;
  /** By the key in lower case. */
  readonly given: ReadonlyMap<string, readonly Text[] | undefined>;
  /** What other keys are, beside those that AWS sets. */
  readonly others: RequestContext['others'];
}

/** A resource-based policy, and the key of the resource that has it in the template. */
interface AttachedPolicy {
  readonly owner: string;
  readonly policy: NamedPolicy;
}

export class PrincipalAccess {
  private readonly estate: ModelEstate;
  private readonly concretizer: Concretizer;
  private readonly policies: PolicySet;
  private readonly requester: Requester;
  private attachable: readonly AttachedPolicy[] | undefined;

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
    return this.decideUnder(question, this.policyOf(question));
  }

  /**
   * The first decision that is no certain deny, by whatever policy of the app; without a resource, of all that its policies name. Undefined:
   * there is none.
   */
  possible(question: Omit<Question, 'resource'>, resource?: Text): Decision | undefined {
    for (const { named, attached } of this.candidates(question.action)) {
      const asked = { ...question, resource: resource ?? named };
      const decision = this.decideUnder(asked, attached ?? this.policyOf(asked));
      // Of a resource in another account, that account's policies tell.
      const isLeftToOthers = decision.outcome === 'implicitDeny' && decision.decidedBy === 'resource' && !attached;
      if (decision.outcome === 'allowed' || decision.outcome === 'unknown' || isLeftToOthers) {
        return decision;
      }
    }
    return undefined;
  }

  /** Values that stand for all resources that some policy may let it use. */
  private* candidates(action: Text): Iterable<{ readonly named: Text; readonly attached?: NamedPolicy }> {
    for (const { document } of this.policies.identity) {
      yield* openResources(document).map((named) => ({ named }));
    }
    for (const attached of this.resourcePolicies) {
      yield* openResources(attached.policy.document).map((named) => ({ named, attached: attached.policy }));
    }
    for (const { arn, trust } of isSts(action) ? this.estate.principals : []) {
      yield* trust ? [{ named: arn, attached: this.concretizer.policy(trust) }] : [];
    }
  }

  private decideUnder({ action, resource: rawResource, given, others }: Question, attached: NamedPolicy | undefined): Decision {
    const asked = { requester: this.requester, action, resource: this.concretizer.text(rawResource) };
    return decide({ ...asked, context: contextOf(asked, given, others) }, { ...this.policies, ...(attached && { resource: attached }) });
  }

  /** The policy of the resource, as far as the app has it: the trust policy of a role that is assumed; one that belongs to the resource, or names it. */
  private policyOf({ action, resource }: Question): NamedPolicy | undefined {
    const arn = this.concretizer.text(resource);
    if (isSts(action)) {
      const trust = this.estate.principals.find((principal) => principal.trust && sameText(principal.arn, arn))?.trust;
      return trust && this.concretizer.policy(trust);
    }
    const owners = tokensOf(arn).map((token) => token.resource);
    return this.resourcePolicies.find(({ owner, policy }) => owners.includes(owner) || names(policy.document, arn))?.policy;
  }

  private get resourcePolicies(): readonly AttachedPolicy[] {
    return this.attachable ??= this.model.policies.filter(({ kind }) => kind === 'resource').map(({ document, resource: { key, logicalId } }) => ({
      owner: key, policy: this.concretizer.policy({ name: logicalId, document }),
    }));
  }
}

function names({ statements }: PolicyDocument, arn: Text): boolean {
  return statements.some(({ resource }) => resource && !resource.negated
    && resource.patterns.map((text) => Pattern.of(text)).some((pattern) => !pattern.matchesEverything && pattern.matches(arn) === 'yes'));
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
