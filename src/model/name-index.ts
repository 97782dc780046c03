/** Finds what is declared under a name. Names of IAM are unique in an account, so the same one may stand in several stacks. */
import { Scope } from './scope';
import { identityOf, isText, Text } from '../policy/text';

interface Named<T> {
  readonly scope: Scope;
  readonly item: T;
}

export class NameIndex<T> {
  private readonly byName = new Map<string, Named<T>[]>();

  get isEmpty(): boolean {
    return this.byName.size === 0;
  }

  /** `names`: one for each form that the name can take. */
  add(kind: string, names: readonly unknown[], scope: Scope, item: T): void {
    for (const name of names.filter(isText)) {
      const key = `${kind}:${identityOf(name)}`;
      this.byName.set(key, [...(this.byName.get(key) ?? []), { scope, item }]);
    }
  }

  /** The one that is meant in a template: its own, else of the same assembly and place, else of any fitting account. */
  find(kind: string, name: Text, from: Scope, account = from.input.account): T | undefined {
    const named = (this.byName.get(`${kind}:${identityOf(name)}`) ?? []).filter(({ scope }) => (
      account === undefined || scope.input.account === undefined || scope.input.account === account
    ));
    const nearest = named.find(({ scope }) => scope === from) ?? named.find(({ scope }) => from.isNear(scope)) ?? named[0];
    return nearest?.item;
  }
}
