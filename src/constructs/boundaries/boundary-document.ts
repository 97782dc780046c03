/** The document of a permissions boundary. */
import { BoundaryDenies } from './boundary-options';
import { BoundaryTerms } from './boundary-terms';
import { identityDenies } from './identity-denies';
import { protectedResourceDenies, recordDenies } from './record-denies';
import { assumeDenies, passDenies } from './role-use-denies';
import { regionDenies, serviceDenies } from './scope-denies';
import { takeoverDenies } from './takeover-denies';
import { DocumentJson, documentJson, StatementJson } from '../../policy/policy-json';

export function boundaryDocument(terms: BoundaryTerms): DocumentJson {
  const { ceiling, leftOut } = terms;
  const unless = (denies: BoundaryDenies, statements: (of: BoundaryTerms) => StatementJson[]) => (leftOut.includes(denies) ? [] : statements(terms));
  return documentJson([
    ...ceiling,
    ...serviceDenies(terms),
    ...regionDenies(terms),
    ...unless(BoundaryDenies.IDENTITIES, identityDenies),
    ...unless(BoundaryDenies.PASS_ROLE, passDenies),
    ...unless(BoundaryDenies.ASSUME_ROLE, assumeDenies),
    ...unless(BoundaryDenies.TAKEOVER, takeoverDenies),
    ...unless(BoundaryDenies.RECORDS, recordDenies),
    ...protectedResourceDenies(terms),
  ]);
}
