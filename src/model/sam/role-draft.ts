/** A role that SAM makes: what it grants, and where each of it is written. */
import { ListedPolicy, listedPolicies } from './policy-list';
import { Properties, SamDraft, SamResource, writtenAt } from './sam-draft';
import { WrittenPlace } from '../access-model';
import { isIntrinsic, isNoValue } from '../intrinsic-call';

export class RoleDraft {
  private readonly managed: { readonly arn: unknown; readonly place: WrittenPlace }[] = [];
  private readonly documents: { readonly document: unknown; readonly place: WrittenPlace }[] = [];
  private readonly unknown: { readonly what: string; readonly place: WrittenPlace }[] = [];

  /** `property`: because of which the role is made, if it is not that of the resource as a whole. */
  constructor(private readonly logicalId: string, private readonly from: SamResource, private readonly property = '') {}

  /** Once each, because of a property: SAM attaches what its features need. */
  attach(arn: unknown, property: string): void {
    this.attachAt(arn, { path: writtenAt(this.from, property), whole: true });
  }

  grant(statements: readonly unknown[], property: string): void {
    this.documents.push({ document: { Version: '2012-10-17', Statement: statements }, place: { path: writtenAt(this.from, property), whole: true } });
  }

  note(what: string, property: string): void {
    this.unknown.push({ what, place: { path: writtenAt(this.from, property), whole: true } });
  }

  /** Adds the property Policies: one entry, or a list of them. */
  list(policies: unknown): void {
    const at = writtenAt(this.from, 'Policies');
    if (Array.isArray(policies)) {
      policies.forEach((raw, index) => listedPolicies(raw).forEach((policy) => this.add(policy, `${at}[${index}]`)));
    } else if (policies !== undefined && policies !== null) {
      listedPolicies(policies).forEach((policy) => this.add(policy, at));
    }
  }

  /** `from`: the resource, with the attributes that the role shares with it. */
  addTo(draft: SamDraft, trust: unknown, more: Properties, from = this.from): void {
    draft.add(from, this.property, this.logicalId, 'AWS::IAM::Role', {
      AssumeRolePolicyDocument: trust,
      ...(this.managed.length > 0 && { ManagedPolicyArns: this.managed.map(({ arn }) => arn) }),
      ...(this.documents.length > 0 && { Policies: this.documents.map(({ document }, index) => this.inline(document, index)) }),
      ...more,
    });
    const place = (path: string, where: WrittenPlace) => draft.place(this.logicalId, path, where);
    for (const [name, value] of Object.entries({ ...more, AssumeRolePolicyDocument: trust })) {
      if (value === this.from.properties[name]) {
        place(`Properties.${name}`, { path: writtenAt(this.from, name) });
      }
    }
    this.managed.forEach((item, index) => place(`Properties.ManagedPolicyArns[${index}]`, item.place));
    this.documents.forEach((item, index) => {
      place(`Properties.Policies[${index}]`, { ...item.place, whole: true });
      place(`Properties.Policies[${index}].PolicyDocument`, item.place);
    });
    this.unknown.forEach(({ what, place: where }, index) => {
      const location = `Properties.Policies.${index}`;
      draft.unknown.push({ logicalId: this.logicalId, location, what });
      place(location, where);
    });
  }

  private add({ path, managed, document, unknown, verbatim }: ListedPolicy, entry: string): void {
    const place = { path: `${entry}${path}`, ...(!verbatim && { whole: true }) };
    if (unknown !== undefined) {
      this.unknown.push({ what: unknown, place });
    } else if (managed !== undefined) {
      this.attachAt(managed, place);
    } else {
      this.documents.push({ document, place });
    }
  }

  private attachAt(arn: unknown, place: WrittenPlace): void {
    const text = JSON.stringify(arn);
    if (!this.managed.some((known) => JSON.stringify(known.arn) === text)) {
      this.managed.push({ arn, place });
    }
  }

  /** A policy that is there under a condition only is so as a whole. */
  private inline(document: unknown, index: number): unknown {
    const policy = (content: unknown) => ({ PolicyName: `${this.logicalId}Policy${index}`, PolicyDocument: content });
    const branches = isIntrinsic(document) ? document['Fn::If'] : undefined;
    return Array.isArray(branches)
      ? { 'Fn::If': [branches[0], ...branches.slice(1).map((branch: unknown) => (isNoValue(branch) ? branch : this.inline(branch, index)))] }
      : policy(document);
  }
}

/** `lambda.amazonaws.com` may assume the role. */
export function trustOf(service: string): Properties {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: [service] }, Action: ['sts:AssumeRole'] }] };
}

/** What a resource says of the role that is made for it, beside its policies. */
export function roleProperties({ PermissionsBoundary: boundary, RolePath: path }: Properties): Properties {
  return { ...(boundary !== undefined && { PermissionsBoundary: boundary }), ...(path !== undefined && { Path: path }) };
}
