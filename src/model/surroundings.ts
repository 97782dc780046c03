/**
 * Where the templates of a model are deployed. What they leave open is filled in, so that ARNs can be compared: with the
 * account and the Region that the app's own policies name most often, and with names that nobody else has.
 */
import { AccessModel, ResourceNode } from './access-model';
import { Concretizer } from '../analysis/concrete';
import { UNNAMED } from '../analysis/unnamed';
import { REGION } from '../catalogue/regions';
import { Text, Token } from '../policy/text';

export interface Place {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

const SOME_ACCOUNT = '000000000000';

export class Surroundings {
  private readonly concretizer: Concretizer;
  private named: Place | undefined;
  private accounts: ReadonlyMap<string, string> | undefined;

  constructor(private readonly model: AccessModel, standsFor: (token: Token) => Text | undefined) {
    this.concretizer = new Concretizer({ standsFor });
  }

  of({ template }: Pick<ResourceNode, 'template'>): Place {
    this.named ??= mostNamed(this.model);
    const { partition, account, region } = this.named;
    return { partition, account: template.account ?? account, region: template.region ?? region };
  }

  /** The account in which the app's policies name the resource of IAM: `role/Name`. */
  accountNaming(resource: string): string | undefined {
    this.accounts ??= accountsNamed(this.model);
    return this.accounts.get(resource);
  }

  /** What the resource is called when the template gives it no name: it begins with the name of the stack. */
  nameFor(node: ResourceNode): string {
    return `${stackName(stackOf(node))}-${node.logicalId}-${UNNAMED}`;
  }

  concrete(text: Text): Text {
    return this.concretizer.text(text);
  }

  /** What a pseudo parameter stands for. */
  pseudo({ identity, label }: Token): string | undefined {
    switch (label) {
      case 'AWS::Partition': return this.of(this.anywhere).partition;
      case 'AWS::URLSuffix': return 'amazonaws.com';
      case 'AWS::StackName': return stackName(identity.slice(0, -`#${label}`.length));
      case 'AWS::AccountId': return this.of(this.anywhere).account;
      case 'AWS::Region': return this.of(this.anywhere).region;
      default: return undefined;
    }
  }

  /** Account and Region are tokens only where the template does not say where it is deployed. */
  private get anywhere(): Pick<ResourceNode, 'template'> {
    return { template: { file: '' } };
  }
}

/** The part of the key before the logical id: the file, and for a nested stack the way to it. */
function stackOf({ key, logicalId }: ResourceNode): string {
  return key.slice(0, -`#${logicalId}`.length);
}

function stackName(stack: string): string {
  return `${UNNAMED}${stack.replace(/[:/*?]/g, '-')}`;
}

function accountsNamed({ policies }: AccessModel): ReadonlyMap<string, string> {
  const named = policies.flatMap(({ document }) => document.statements).flatMap(({ principal, resource }) => [
    ...principal?.principals.map(({ value }) => value) ?? [], ...resource?.patterns ?? [],
  ]);
  return new Map(named.flatMap((arn) => {
    const [, account, name] = /^arn:[^:]*:iam::(\d{12}):([^*?]*)$/.exec(arn.toString()) ?? [];
    return name === undefined ? [] : [[name, account] as const];
  }));
}

function mostNamed({ policies }: AccessModel): Place {
  const counts = { partition: new Map<string, number>(), account: new Map<string, number>(), region: new Map<string, number>() };
  for (const { document } of policies) {
    for (const { resource } of document.statements) {
      for (const pattern of resource?.patterns ?? []) {
        const [prefix, partition, , region, account] = pattern.toString().split(':');
        if (prefix === 'arn') {
          count(counts.partition, partition, /^aws(-[a-z]+)*$/);
          count(counts.account, account, /^\d{12}$/);
          count(counts.region, region, REGION);
        }
      }
    }
  }
  return { partition: most(counts.partition) ?? 'aws', account: most(counts.account) ?? SOME_ACCOUNT, region: most(counts.region) ?? 'us-east-1' };
}

function count(counts: Map<string, number>, value: string | undefined, shape: RegExp): void {
  if (value !== undefined && shape.test(value)) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
}

function most(counts: ReadonlyMap<string, number>): string | undefined {
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
