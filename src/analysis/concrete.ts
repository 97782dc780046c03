/**
 * Policies with the tokens replaced that the estate knows: the ARN of one of its own roles, the account. What is deployed
 * only under a condition of the template is taken to be there if it allows, and not to be there if it denies.
 */
import { Estate } from './estate';
import { NamedPolicy, PolicyLevel } from '../evaluate/decision';
import { PolicyDocument } from '../policy/document';
import { Principal } from '../policy/principal';
import { Matching, Statement } from '../policy/statement';
import { concat, isText, Text, Token, tokenText } from '../policy/text';

export class Concretizer {
  private readonly documents = new WeakMap<PolicyDocument, PolicyDocument>();

  constructor(private readonly estate: Pick<Estate, 'standsFor'>) {}

  /** The very same text where nothing is to be replaced. */
  text(text: Text): Text {
    if (typeof text === 'string') {
      return text;
    }
    const parts = mapped<Text | Token>(text.parts, (part) => (isText(part) ? part : this.estate.standsFor?.(part) ?? part));
    return parts === text.parts ? text : concat(parts.map((part) => (isText(part) ? part : tokenText(part))));
  }

  policy(policy: NamedPolicy): NamedPolicy {
    const document = this.document(policy.document);
    return document === policy.document ? policy : { name: policy.name, document };
  }

  level({ name, policies }: PolicyLevel): PolicyLevel {
    return { name, policies: policies.map((policy) => this.policy(policy)) };
  }

  /** The same document where nothing is to be replaced. */
  private document(document: PolicyDocument): PolicyDocument {
    let concrete = this.documents.get(document);
    if (!concrete) {
      const { statements: written } = document;
      const statements = written.filter(({ effect, conditional }) => !(conditional && effect === 'Deny')).map((statement) => this.statement(statement));
      const isSame = statements.length === written.length && statements.every((statement, index) => statement === written[index]);
      concrete = isSame ? document : { ...document, statements };
      this.documents.set(document, concrete);
    }
    return concrete;
  }

  private statement(statement: Statement): Statement {
    const { action, resource, principal, conditions, conditional, ...rest } = statement;
    const concrete = {
      action: this.matching(action),
      resource: resource && this.matching(resource),
      principal: principal && replaced(principal, 'principals', principal.principals, (one) => this.principal(one)),
      conditions: mapped(conditions, (condition) => replaced(condition, 'values', condition.values, (value) => this.text(value))),
    };
    const isSame = !conditional && concrete.action === action && concrete.resource === resource && concrete.principal === principal
      && concrete.conditions === conditions;
    return isSame ? statement : { ...rest, ...concrete };
  }

  private matching(matching: Matching): Matching {
    return replaced(matching, 'patterns', matching.patterns, (pattern) => this.text(pattern));
  }

  private principal(principal: Principal): Principal {
    const value = this.text(principal.value);
    return value === principal.value ? principal : { ...principal, value };
  }
}

/** The very same list where no item changes. */
function mapped<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  let isSame = true;
  const changed = items.map((item) => {
    const next = change(item);
    isSame &&= next === item;
    return next;
  });
  return isSame ? items : changed;
}

function replaced<O, K extends keyof O, T>(owner: O, name: K, items: readonly T[] & O[K], change: (item: T) => T): O {
  const changed = mapped(items, change);
  return changed === items ? owner : { ...owner, [name]: changed };
}
