import { closest } from 'fastest-levenshtein';
import { GuardrailDefinition, GuardrailParameters } from './guardrail-definition';
import { checkedParameters } from './guardrail-parameters';
import { GuardrailSetOptions } from './guardrail-set-options';
import { GUARDRAILS } from './guardrails';
import { badProp, checkReason } from '../props';

/** An entry that is not in a set, and why. */
export interface GuardrailLeftOut {
  /** Id of the entry. */
  readonly id: string;

  /** Why it is left out. */
  readonly reason: string;
}

/**
 * A choice from the catalogue of organization guardrails, and what they are built from. `docs/guardrails.md` lists the entries.
 *
 * An entry whose option is not given is never dropped in silence: using the set is then an error that names it. Give the option, or leave the
 * entry out with a reason.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 * @example
 * const guardrails = GuardrailSet.of(['DenyRootUser', 'DenyLeavingOrganization'], {
 *   exemptPrincipals: ['arn:*:iam::*:role/OrganizationAdmin'],
 * });
 * expect(guardrails.ids).toEqual(['DenyLeavingOrganization', 'DenyRootUser']);
 */
export class GuardrailSet {
  /**
   * What no reviewer would argue with.
   *
   * @param options What the guardrails are built from. One that is out of its range is an error that says which, what was found and what is expected.
   */
  public static baseline(options: GuardrailSetOptions): GuardrailSet {
    return GuardrailSet.named('baseline', options);
  }

  /**
   * All that the catalogue has for accounts that run workloads; the baseline is part of it.
   *
   * @param options What the guardrails are built from. One that is out of its range is an error that says which, what was found and what is expected.
   */
  public static strict(options: GuardrailSetOptions): GuardrailSet {
    return GuardrailSet.named('strict', options);
  }

  /**
   * The entries with these ids. Attach `ProtectGuardrailRoles` to the same accounts, in this set or in another: without it, who may make roles
   * can make one that is exempt.
   *
   * @param ids Ids of entries. None at all, one that does not exist, and one whose option is not given are errors.
   * @param options What the guardrails are built from. One that is out of its range is an error that says which, what was found and what is expected.
   */
  public static of(ids: string[], options: GuardrailSetOptions): GuardrailSet {
    if (ids.length === 0) {
      throw badProp('ids', 'none', `at least one of ${ALL_IDS.join(', ')}`);
    }
    ids.forEach(checkId);
    const set = new GuardrailSet(GUARDRAILS.filter(({ id }) => ids.includes(id)), checkedParameters(options), []);
    set.checkNeeds();
    return set;
  }

  private static named(name: 'baseline' | 'strict', options: GuardrailSetOptions): GuardrailSet {
    return new GuardrailSet(GUARDRAILS.filter(({ sets }) => sets.includes(name)), checkedParameters(options), []);
  }

  /** Ids of the entries, sorted. */
  public readonly ids: string[];

  private constructor(
    private readonly definitions: readonly GuardrailDefinition[], private readonly parameters: GuardrailParameters,
    /** Entries that `without` took out, in this order. */
    public readonly leftOut: GuardrailLeftOut[],
  ) {
    this.ids = definitions.map(({ id }) => id);
  }

  /**
   * The same set, less one entry.
   *
   * @param id Id of an entry of the set; any other is an error.
   * @param reason Why, in at least 20 characters.
   */
  public without(id: string, reason: string): GuardrailSet {
    checkId(id);
    checkReason('reason', reason);
    if (!this.ids.includes(id)) {
      throw badProp('id', id, `one of the set: ${this.ids.join(', ')}`);
    }
    return new GuardrailSet(this.definitions.filter((entry) => entry.id !== id), this.parameters, [...this.leftOut, { id, reason }]);
  }

  /** @internal */
  public _guardrails(): readonly GuardrailDefinition[] {
    this.checkNeeds();
    return this.definitions;
  }

  /** @internal */
  public _parameters(): GuardrailParameters {
    return this.parameters;
  }

  private checkNeeds(): void {
    const lacking = this.definitions.flatMap(({ id, needs }) => needs.filter((need) => !this.parameters[need]?.length).map((need) => `${id} needs ${need}`));
    if (lacking.length > 0) {
      throw new Error(`guardrails lack what they are built from: ${lacking.join(', ')}; give the option, or leave the entry out by without(id, reason)`);
    }
  }
}

const ALL_IDS = GUARDRAILS.map(({ id }) => id);

function checkId(id: string): void {
  if (!ALL_IDS.includes(id)) {
    throw badProp('id', id, `an entry of the catalogue; the nearest is ${closest(id, ALL_IDS)}, all are ${ALL_IDS.join(', ')}`);
  }
}
