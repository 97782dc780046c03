import { Stack, Validations } from 'aws-cdk-lib';
import { CfnManagedPolicy, IGroupRef, IRole, IUserRef, ManagedPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { boundaryDocument } from './boundary-document';
import { BoundaryPreset } from './boundary-preset';
import { deployedCharacters, forbiddenCharacter } from './policy-characters';
import { BOUNDARY_METADATA } from '../../model/declared-boundary';
import { StatementJson } from '../../policy/policy-json';
import { badProp, checkText, PATH } from '../props';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_CHARACTERS = 6144;
const MOST_OF_NAME = 128;
const LONGEST_REGION = 'ap-southeast-1'.length;
const MENTIONED_STATEMENTS = 3;

/**
 * A boundary, and what it is called.
 */
export interface BoundaryPolicyProps {
  /**
   * What it keeps principals from.
   */
  readonly preset: BoundaryPreset;

  /**
   * Name of the managed policy: up to 128 letters, digits and `+=,.@_-`. It must be known before deployment, for the boundary denies
   * changes of itself by its ARN.
   *
   * @default - `workload-boundary`, `developer-boundary`, `ci-deploy-boundary` or `custom-boundary`
   */
  readonly policyName?: string;

  /**
   * Path of the managed policy, with a slash at both ends. Bootstrapping takes the path and the name together: see `boundaryName`.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * Put the Region behind the name (`ci-deploy-boundary-eu-west-1`): IAM is global, and a stack that is deployed in several Regions
   * of an account could create the policy in one of them only. The boundaries of all Regions count as one: each protects the
   * others, and a role that one approves may have any of them.
   *
   * @default false
   */
  readonly perRegion?: boolean;

  /**
   * What the policy is for, up to 1,000 characters.
   *
   * @default - `Permissions boundary (workload)`, with the name of the preset
   */
  readonly description?: string;
}

/**
 * A managed policy that is made to be a permissions boundary, and proved to be one that nobody gets out of.
 *
 * Put it on everything with `Guardrails.enforce(app, { permissionsBoundary: boundary })`, in an account with
 * `cdk bootstrap --custom-permissions-boundary <boundaryName>`, which puts it on the role that CloudFormation deploys with.
 * As a permissions policy it would grant too much: attaching it is an error.
 *
 * A document of more than 6,144 characters, which is what IAM takes, is an error that says by how many and which statements are the
 * longest; so is a character that IAM does not take.
 *
 * It acknowledges `AwsSolutions-IAM5` of cdk-nag for its one statement that allows everything: a boundary grants nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * @see https://docs.aws.amazon.com/cdk/v2/guide/customize-permissions-boundaries.html
 * @example
 * const boundary = new BoundaryPolicy(stack, 'Boundary', {
 *   preset: BoundaryPreset.ciDeploy({ regions: ['eu-west-1'], rolePath: '/workloads/' }),
 *   policyName: 'deploy-boundary',
 * });
 * // cdk bootstrap --custom-permissions-boundary deploy-boundary
 */
export class BoundaryPolicy extends ManagedPolicy {
  /**
   * Path and name, as `cdk bootstrap --custom-permissions-boundary` and CDK's `PermissionsBoundary.fromName` take them.
   */
  public readonly boundaryName: string;

  /**
   * @param props What it keeps principals from, and what it is called. What cannot be is an error that names the prop.
   */
  public constructor(scope: Construct, id: string, props: BoundaryPolicyProps) {
    const { partition, account, region } = Stack.of(scope);
    const { preset, policyName = `${preset._name}-boundary`, path = '/', perRegion = false } = props;
    checkName(policyName, perRegion);
    checkText('path', path, PATH, 'a path with a slash at both ends, such as /guardrails/');
    const managedPolicyName = perRegion ? `${policyName}-${region}` : policyName;
    const own = `arn:${partition}:iam::${account}:policy${path}${policyName}${perRegion ? '-*' : ''}`;
    const { Statement } = boundaryDocument(preset._terms({ partition, account, own }));
    super(scope, id, {
      managedPolicyName, path, description: props.description ?? `Permissions boundary (${preset._name})`,
      document: new PolicyDocument({ minimize: false, statements: Statement.map((statement) => PolicyStatement.fromJson(statement)) }),
    });
    this.boundaryName = `${path.slice(1)}${managedPolicyName}`;
    (this.node.defaultChild as CfnManagedPolicy).addMetadata(BOUNDARY_METADATA, true);
    const reason = 'a permissions boundary grants nothing: its statement that allows everything is what the others deny from';
    Validations.of(this).acknowledge(...['Action::*', 'Resource::*'].map((finding) => ({ id: `AwsSolutions-IAM5[${finding}]`, reason })));
    this.check();
    this.node.addValidation({ validate: () => this.problems() });
  }

  /**
   * How many of the 6,144 characters are left, with values that only the deployment knows at their longest usual length.
   */
  public get unusedCharacters(): number {
    return MOST_CHARACTERS - deployedCharacters(this.resolved());
  }

  /**
   * Is an error: a boundary is not a permissions policy. Use `PermissionsBoundary.of(role).apply(boundary)`.
   *
   * @param role The role.
   */
  public attachToRole(role: IRole): void {
    throw refusal(role.node.path);
  }

  /**
   * Is an error: a boundary is not a permissions policy. Use `PermissionsBoundary.of(user).apply(boundary)`.
   *
   * @param user The user.
   */
  public attachToUser(user: IUserRef): void {
    throw refusal(user.node.path);
  }

  /**
   * Is an error: a boundary is not a permissions policy, and groups have no boundary.
   *
   * @param group The group.
   */
  public attachToGroup(group: IGroupRef): void {
    throw refusal(group.node.path);
  }

  private check(): void {
    const [problem] = this.problems();
    if (problem) {
      throw new Error(problem);
    }
  }

  private problems(): string[] {
    const document = this.resolved();
    const character = forbiddenCharacter(document);
    const excess = -this.unusedCharacters;
    return [
      ...(character === undefined ? [] : [`policy document: found the character ${JSON.stringify(character)}, expected tab, line feed, carriage return, or U+0020 to U+00FF`]),
      ...(excess <= 0 ? [] : [`policy document: found ${MOST_CHARACTERS + excess} characters, expected at most ${MOST_CHARACTERS}: ${excess} too many; the longest statements are ${longest(document)}`]),
    ];
  }

  private resolved(): ResolvedDocument {
    return Stack.of(this).resolve(this.document) as ResolvedDocument;
  }
}

interface ResolvedDocument {
  readonly Statement: readonly StatementJson[];
}

function longest({ Statement }: ResolvedDocument): string {
  const sized = Statement.map((statement, index) => ({ name: statement.Sid ?? `Statement[${index}]`, characters: deployedCharacters(statement) }));
  return sized.sort((one, other) => other.characters - one.characters).slice(0, MENTIONED_STATEMENTS).map(({ name, characters }) => `${name} (${characters})`).join(', ');
}

function checkName(name: string, perRegion: boolean): void {
  const most = MOST_OF_NAME - (perRegion ? 1 + LONGEST_REGION : 0);
  checkText('policyName', name, new RegExp(`^[\\w+=,.@-]{1,${most}}$`), `1 to ${most} letters, digits or +=,.@_-`);
}

function refusal(path: string): Error {
  return badProp('attached', path, 'nobody: a boundary is set as permissions boundary, as a permissions policy it would grant too much');
}
