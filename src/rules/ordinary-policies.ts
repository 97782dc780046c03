/** Policies of whose writing no rule has anything to say, told from the others at first sight. */
import { formsFor, NOTHING } from './resource-forms';
import { AccessModel, PolicySource } from '../model/access-model';
import { openTokens } from '../policy/common-text';
import { PolicyDocument, PolicyKind } from '../policy/document';
import { madeOnce } from '../policy/remember';
import { USUAL_TOKEN } from '../policy/size';

/** No quota of any policy, or of all inline policies of a principal, is smaller. */
export const FEW_CHARACTERS = 2048;
/** More than the names of elements take in a statement, and those of the document in the first one. */
const FRAME = 120;
/** More than the name of an action takes, with quotes and a comma. */
const LONGEST_NAME = 100;
/** Quotes and a comma. */
const QUOTED = 3;

const known = new WeakMap<AccessModel, readonly PolicySource[]>();

/**
 * All but the identity-based policies that are short, and name actions, resources that all of the actions work on (or every resource), and
 * nothing else. Most are so.
 */
export function remarkable(model: AccessModel): readonly PolicySource[] {
  return madeOnce(known, model, () => model.policies.filter(({ kind, document }) => kind !== 'identity' || !isOrdinary(document)));
}

function isOrdinary({ id, statements, issues }: PolicyDocument): boolean {
  let left = id === undefined && issues.length === 0 ? FEW_CHARACTERS : 0;
  for (let index = 0; index < statements.length; index++) {
    const { sid, action, resource, conditions } = statements[index];
    const forms = formsFor(action);
    if (sid !== undefined || conditions.length > 0 || forms.length !== 1 || forms[0] === NOTHING || !resource?.patterns.length) {
      return false;
    }
    left -= FRAME + action.patterns.length * LONGEST_NAME;
    for (let each = 0; each < resource.patterns.length; each++) {
      const text = resource.patterns[each];
      const open = typeof text === 'string' ? text : openTokens(text);
      if (text !== '*' && !forms[0].test(open)) {
        return false;
      }
      left -= QUOTED + open.length + (typeof text === 'string' ? 0 : text.parts.length * USUAL_TOKEN);
    }
  }
  return left > 0;
}

/** Policies with the same text share a document: each is asked once. */
export function withSuchDocument(
  policies: readonly PolicySource[], isSuch: (document: PolicyDocument, kind: PolicyKind) => boolean,
): readonly PolicySource[] {
  const documents = new Map(policies.map(({ document, kind }) => [document, kind]));
  const such = new Set([...documents.keys()].filter((document) => isSuch(document, documents.get(document)!)));
  return such.size === 0 ? [] : policies.filter(({ document }) => such.has(document));
}
