/** What the rules about escalation share: one search for each model, and how a finding says what was found. */
import { safe } from './keys';
import { Violation } from './rule';
import { trusts } from './select';
import { describeChain, readable } from '../analysis/escalation/describe';
import { candidatePaths } from '../analysis/escalation/relevance';
import { EscalationSearch, Escalation } from '../analysis/escalation/search';
import { AccessModel } from '../model/access-model';
import { estateOf, PlacedPrincipal } from '../model/estate';
import { madeOnce } from '../policy/remember';

const searches = new WeakMap<AccessModel, EscalationSearch>();

export function escalationSearch(model: AccessModel): EscalationSearch {
  return madeOnce(searches, model, () => new EscalationSearch(estateOf(model)));
}

/** Those that a path can begin with. Most apps allow nobody the actions of one, and none of their roles trusts a principal. */
export function startingPrincipals(model: AccessModel): readonly PlacedPrincipal[] {
  const estate = estateOf(model);
  const isAny = trusts(model, 'AWS').length > 0 || [...estate.allowed].some((allowed) => candidatePaths(allowed).length > 0);
  return isAny ? escalationSearch(model).starting(estate.principals) : [];
}

/** `target`: what the chain leads to, as the key names it. */
export function violationOf(
  { chain, change, doubts }: Escalation, { resource, location }: PlacedPrincipal, target: string, message: string,
): Violation {
  const rest = change.closesAll ? 'that closes every way that was found' : 'that closes this way; others stay open';
  return {
    template: resource.template, resource, location,
    key: `Path=${chain.map(({ path }) => path.id).join('+')};To=${safe(target)}`,
    message: doubts.length === 0 ? message : `${message}, unless ${doubts.map(readable).join(', ')} prevents it`,
    witness: describeChain(chain),
    fix: `${change.words.replace(/^./, (first) => first.toUpperCase())}: ${rest}.`,
    ...(doubts.length > 0 && { unknown: true }),
  };
}
