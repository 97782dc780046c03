import { Reference, Stack, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ConstructIndex, readPrepared, stacksBelow, templateFile } from './app-templates';
import { isAction, plainContext } from './plain-request';
import { prepare } from './prepare';
import { describeChain, readable } from '../analysis/escalation/describe';
import { Escalation } from '../analysis/escalation/search';
import { Decision } from '../evaluate/decision';
import { AccessModel } from '../model/access-model';
import { deployedNear } from '../model/deployed-near';
import { estateOf, PlacedPrincipal } from '../model/estate';
import { findPrincipal } from '../model/find-principal';
import { openPattern, PrincipalAccess } from '../model/principal-access';
import { TemplateInput } from '../model/scope';
import { readTemplates, textIn } from '../model/template-reader';
import { concat, Joined, Text } from '../policy/text';
import { escalationSearch } from '../rules/escalations';

/**
 * Says in unit tests what the roles and users of a stack may do, by all that reaches them in the app: inline and managed
 * policies, groups, permissions boundaries, trust policies, resource-based policies and service control policies.
 *
 * @example
 * GuardrailAssertions.fromStack(stack).role('Worker')
 *   .can('s3:GetObject', 'arn:aws:s3:::reports/*')
 *   .cannot('iam:CreateUser')
 *   .cannotEscalate();
 */
export class GuardrailAssertions {
  /**
   * Synthesizes the app that the stack is in, so that Aspects are applied.
   *
   * @param stack The stack whose roles and users are asserted; with its nested stacks.
   */
  public static fromStack(stack: Stack): GuardrailAssertions {
    return new GuardrailAssertions(stack);
  }

  private readonly app: AssertedApp;
  private readonly index: ConstructIndex;

  private constructor(private readonly stack: Stack) {
    const root = prepare(stack);
    this.index = new ConstructIndex(root);
    this.app = new AssertedApp(stacksBelow(root).map(readPrepared));
  }

  /**
   * A role of the stack. None, or several, of that name is an error that lists whom it could have been.
   *
   * @param name Its logical id, the end of its construct path, or its name.
   */
  public role(name: string): PrincipalAssertions {
    return this.principal('role', name);
  }

  /**
   * A user of the stack. None, or several, of that name is an error that lists whom it could have been.
   *
   * @param name Its logical id, the end of its construct path, or its name.
   */
  public user(name: string): PrincipalAssertions {
    return this.principal('user', name);
  }

  private principal(kind: string, name: string): PrincipalAssertions {
    const file = templateFile(this.stack);
    const pathOf = ({ resource: { template, logicalId } }: PlacedPrincipal) => this.constructAt(template.file, logicalId)?.node.path;
    const principals = estateOf(this.app.model).principals
      .filter((one) => one.kind === kind && !one.hypothetical && (one.key.startsWith(`${file}#`) || one.key.startsWith(`${file}>`)));
    return new PrincipalAssertions(this.app, findPrincipal(principals, name, kind, pathOf), this.stack);
  }

  private constructAt(file: string, logicalId: string): IConstruct | undefined {
    return this.index.construct(file, logicalId);
  }
}

/**
 * Assertions about one role or user. Each throws an error that says why it does not hold, and returns itself when it does.
 *
 * What only the deployment can tell, and a context key that is not given, fails an assertion that depends on it.
 */
export class PrincipalAssertions {
  private readonly app: AssertedApp;
  private readonly model: AccessModel;
  private readonly principal: PlacedPrincipal;

  /** @internal */
  public constructor(_app: any, _principal: any, private readonly stack: Stack) {
    this.app = _app;
    this.model = this.app.model;
    this.principal = _principal;
  }

  /**
   * It may do the action.
   *
   * @param action One action, for instance `s3:GetObject`.
   * @param resource The ARN of the resource; with wildcards, of each that it matches. `*`, the default, is for actions that take no resource.
   * @param context Condition keys of the request with their values, as in `PolicySimulator`. Beside these and what AWS itself sets,
   * nobody knows which keys it has.
   */
  public can(action: string, resource: string = '*', context: { [key: string]: any } = {}): PrincipalAssertions {
    if (!isAction(action)) {
      throw new Error(`action: found "${action}", expected one action such as s3:GetObject`);
    }
    const on = resource === '*' ? resource : openPattern(this.textOf(resource));
    const decision = this.app.accessNear(resource, this.principal).decide({ action, resource: on, given: plainContext(context), others: 'unknown' });
    return this.holds(decision.outcome === 'allowed', `can ${action}`, decision);
  }

  /**
   * It may not do the action.
   *
   * @param action An action, or a pattern of several, for instance `iam:*`: none of them.
   * @param resource The ARN of the resource; with wildcards, none that it matches. By default, no resource at all.
   * @param context Condition keys of the request with their values, as in `PolicySimulator`. It may not whatever other keys the request has.
   */
  public cannot(action: string, resource: string = '*', context: { [key: string]: any } = {}): PrincipalAssertions {
    if (!action.includes(':')) {
      throw new Error(`action: found "${action}", expected an action such as s3:GetObject, or a pattern such as s3:*`);
    }
    const decision = this.app.accessNear(resource, this.principal).possible(
      { action: openPattern(action), given: plainContext(context), others: 'unknown' },
      resource === '*' ? undefined : openPattern(this.textOf(resource)),
    );
    return this.holds(decision === undefined, `cannot ${action}`, decision);
  }

  /**
   * It is no administrator and cannot become one, nor act as roles or users that nobody has chosen for it, as the rule
   * NoPrivilegeEscalation has it.
   */
  public cannotEscalate(): PrincipalAssertions {
    this.isNoAdministrator('cannot escalate');
    return this.isClosed('cannot escalate', escalationSearch(this.model).toAdministrator(this.principal));
  }

  /**
   * It cannot act as the other one: by assuming the role, by passing it to a service, by taking over what acts with it, by changing
   * its policies or credentials, or by way of others.
   *
   * @param other A role or user of the same `GuardrailAssertions`.
   */
  public cannotReach(other: PrincipalAssertions): PrincipalAssertions {
    const claim = `cannot reach ${other.principal.label}`;
    if (other.model !== this.model) {
      throw new Error(`${claim}: found a principal of other assertions, expected one of the same GuardrailAssertions`);
    }
    this.isNoAdministrator(claim);
    return this.isClosed(claim, escalationSearch(this.model).toPrincipal(this.principal, other.principal));
  }

  private isNoAdministrator(claim: string): void {
    if (escalationSearch(this.model).isAdministrator(this.principal)) {
      this.fail(claim, 'it is an administrator');
    }
  }

  private isClosed(claim: string, way: Escalation | undefined): PrincipalAssertions {
    if (way) {
      const doubts = way.doubts.length === 0 ? '' : `, unless ${way.doubts.join(', ')} prevents it`;
      this.fail(claim, `${describeChain(way.chain)}${doubts}; to close it: ${way.change.words}`);
    }
    return this;
  }

  private holds(does: boolean, claim: string, decision: Decision | undefined): PrincipalAssertions {
    return does ? this : this.fail(claim, decision!.reason);
  }

  private fail(claim: string, reason: string): never {
    throw new Error(`expected that ${this.principal.label} ${claim}, but ${readable(reason)}`);
  }

  /** Tokens of CDK become those of the model: each is resolved where what it refers to stands. */
  private textOf(resource: string): Text {
    const { stack } = this;
    const text: Text = Tokenization.reverseString(resource).mapTokens({
      mapToken: (token) => {
        const owner = Reference.isReference(token) ? Stack.of(token.target) : stack;
        const file = templateFile(owner);
        return textIn(this.model.templates.find((template) => template.file === file) ?? { file }, owner.resolve(token)) ?? token;
      },
    }).join({ join: (left: Text, right: Text) => concat([left, right]) });
    const known = new Set(this.model.resources.map(({ key }) => key));
    return typeof text === 'string' ? text : new Joined(text.parts.map((part) => (
      typeof part !== 'string' && part.resource !== undefined && known.has(part.resource) ? { ...part, kind: 'resource' } : part
    )));
  }
}

/** The app as it is; and, for ARNs that it is asked about, deployed where they are, as far as it does not say where it is. */
class AssertedApp {
  readonly model: AccessModel;
  private readonly near = new Map<string, AccessModel>();

  constructor(private readonly inputs: readonly TemplateInput[]) {
    this.model = readTemplates(inputs);
  }

  accessNear(arn: string, { key }: PlacedPrincipal): PrincipalAccess {
    const place = arn.split(':').slice(3, 5).join();
    const model = this.near.get(place) ?? readTemplates(deployedNear(arn, this.inputs));
    this.near.set(place, model);
    return new PrincipalAccess(model, estateOf(model).principals.find((principal) => principal.key === key)!);
  }
}
