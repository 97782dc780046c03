import { writeFileSync } from 'fs';
import { join } from 'path';
import { Duration, IAspect, Stage } from 'aws-cdk-lib';
import { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { boundaryDefault, pathDefault, ResourceDefault, sessionDefault, tagDefault } from './resource-defaults';
import { addMutatingAspect, aroundSynth } from '../../enforce/stages';

/**
 * What roles, users, groups and policies get that have none of their own.
 */
export interface GuardrailDefaultsProps {
  /**
   * The permissions boundary of roles and users. Another boundary stays, with the warning `IamGuardrails:OtherPermissionsBoundary`.
   * For Stages, import it by its literal ARN.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   * @default - none
   */
  readonly permissionsBoundary?: IManagedPolicy;

  /**
   * The path of roles, users, groups, managed policies and instance profiles, with a slash at both ends: `/workload/`. Another path stays,
   * with the warning `IamGuardrails:OtherPath`. Boundaries stay where they are.
   *
   * It is a part of the ARN. CloudFormation replaces roles, managed policies and instance profiles that are deployed already, and cannot
   * do so for those with a name: give them another one. ARNs that are written by hand, or that CDK makes of a name for other accounts and
   * Regions, have to name the path.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names
   * @default - as they are
   */
  readonly path?: string;

  /**
   * The longest session of roles: 1 to 12 hours. A shorter one stays.
   *
   * @default - as they are
   */
  readonly maxSessionDuration?: Duration;

  /**
   * Tags of every resource that takes them, raw IAM resources among them. A tag with the same key stays as it is. Stacks have none of
   * them: CloudFormation would put them on resources beside.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };
}

/**
 * What a default changed.
 */
export interface GuardrailChange {
  /** Path of the construct. */
  readonly constructPath: string;
  /** `PermissionsBoundary`, `Path`, `MaxSessionDuration`, or `Tags.` and the key of a tag. */
  readonly property: string;
  /**
   * What it was.
   *
   * @default - nothing
   */
  readonly before?: any;
  /** What it is. */
  readonly after: any;
}

/**
 * Defaults for all IAM resources below a scope, whatever construct makes them: roles of custom-resource providers, L1 constructs, raw
 * resources, included templates, nested stacks, and what is in Stages that are made before or after.
 *
 * They are applied after other Aspects, but for those of priority 999 and more. `Guardrails.enforce` sees in the templates whether one
 * of these took a boundary away, or made a role without.
 *
 * What they changed is in `changes`, and for the whole app in `guardrail-defaults.json` of the cloud assembly.
 *
 * @example
 * GuardrailDefaults.of(app).apply({
 *   permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', 'arn:aws:iam::111122223333:policy/workload-boundary'),
 *   path: '/workload/',
 *   maxSessionDuration: Duration.hours(1),
 *   tags: { owner: 'payments' },
 * });
 */
export class GuardrailDefaults {
  /**
   * The defaults of a scope. Where scopes in each other have defaults, the nearest that sets a property decides.
   *
   * @param scope An app, a Stage, a stack, or any construct.
   */
  public static of(scope: IConstruct): GuardrailDefaults {
    const defaults = DEFAULTS.get(scope) ?? new GuardrailDefaults(scope);
    DEFAULTS.set(scope, defaults);
    return defaults;
  }

  private readonly aspect: IAspect = { visit: (construct) => this.visit(construct) };
  private readonly defaults = new Map<string, ResourceDefault>();
  private readonly changed = new Map<string, GuardrailChange>();

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Sets defaults. A later call adds to an earlier one, and replaces what both set.
   *
   * @param props What is set. What cannot be is an error that names the prop.
   */
  public apply(props: GuardrailDefaultsProps): void {
    const { permissionsBoundary, path, maxSessionDuration, tags = {} } = props;
    const added = [
      ...(permissionsBoundary ? [boundaryDefault(permissionsBoundary)] : []),
      ...(path !== undefined ? [pathDefault(path, permissionsBoundary)] : []),
      ...(maxSessionDuration ? [sessionDefault(maxSessionDuration)] : []),
      ...Object.entries(tags).map(([key, value]) => tagDefault(key, value)),
    ];
    if (this.defaults.size === 0 && added.length > 0) {
      addMutatingAspect(this.scope, this.aspect);
      reportWith(this.scope.node.root);
    }
    added.forEach((one) => this.defaults.set(one.property, one));
  }

  /** What was changed, by construct path; complete after synthesis. */
  public get changes(): GuardrailChange[] {
    return [...this.changed.values()].sort(byPlace);
  }

  private visit(construct: IConstruct): void {
    for (const one of this.defaults.values()) {
      if (one.concerns(construct) && nearest(construct, one.property) === this) {
        const before = one.value(construct);
        one.apply(construct);
        this.note({ constructPath: construct.node.path, property: one.property, before, after: one.value(construct) });
      }
    }
  }

  private note(change: GuardrailChange): void {
    if (JSON.stringify(change.before) !== JSON.stringify(change.after)) {
      const key = `${change.constructPath} ${change.property}`;
      this.changed.set(key, { ...change, before: (this.changed.get(key) ?? change).before });
    }
  }

  /** @internal */
  public _sets(property: string): boolean {
    return this.defaults.has(property);
  }
}

const DEFAULTS = new WeakMap<IConstruct, GuardrailDefaults>();
const REPORTED = new WeakSet<IConstruct>();
const REPORT = 'guardrail-defaults.json';

function nearest(construct: IConstruct, property: string): GuardrailDefaults | undefined {
  const scopes = construct.node.scopes.map((scope) => DEFAULTS.get(scope)).filter((defaults) => defaults?._sets(property));
  return scopes[scopes.length - 1];
}

function reportWith(root: IConstruct): void {
  if (Stage.isStage(root) && !REPORTED.has(root)) {
    REPORTED.add(root);
    aroundSynth(root, (synth) => {
      const assembly = synth();
      const changes = root.node.findAll().flatMap((construct) => DEFAULTS.get(construct)?.changes ?? []).sort(byPlace);
      writeFileSync(join(assembly.directory, REPORT), `${JSON.stringify({ changes }, undefined, 2)}\n`);
      return assembly;
    });
  }
}

/** The same in every locale. */
function byPlace(left: GuardrailChange, right: GuardrailChange): number {
  const [one, other] = [left, right].map(({ constructPath, property }) => `${constructPath} ${property}`);
  return one < other ? -1 : 1;
}
