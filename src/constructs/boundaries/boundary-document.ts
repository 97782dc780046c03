/** The document of a permissions boundary. */
import { BoundaryTerms } from './boundary-terms';
import { identityDenies } from './identity-denies';
import { protectedResourceDenies, recordDenies } from './record-denies';
import { assumeDenies, passDenies } from './role-use-denies';
import { regionDenies, serviceDenies } from './scope-denies';
import { takeoverDenies } from './takeover-denies';
import { DocumentJson, documentJson } from '../../policy/policy-json';

export function boundaryDocument(terms: BoundaryTerms): DocumentJson {
  const { ceiling, leftOut } = terms;
  return documentJson([
    ...ceiling,
    ...serviceDenies(terms),
    ...regionDenies(terms),
    ...(leftOut.includes('identities') ? [] : identityDenies(terms)),
    ...(leftOut.includes('pass') ? [] : passDenies(terms)),
    ...(leftOut.includes('assume') ? [] : assumeDenies(terms)),
    ...takeoverDenies(terms),
    ...(leftOut.includes('records') ? [] : recordDenies(terms)),
    ...protectedResourceDenies(terms),
  ]);
}
