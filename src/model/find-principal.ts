/** Finds a principal of an app by what people call it. */
import { PlacedPrincipal } from './estate';
import { UNNAMED } from '../analysis/unnamed';

/**
 * By its logical id, the logical id without CDK's hash, its name, its ARN, or the end of its construct path. An error lists whom it could have
 * been.
 */
export function findPrincipal(
  principals: readonly PlacedPrincipal[], name: string, what: string, pathOf = ({ resource }: PlacedPrincipal) => resource.constructPath,
): PlacedPrincipal {
  const isCalled: readonly ((principal: PlacedPrincipal) => boolean)[] = [
    ({ resource }) => resource.logicalId === name,
    (principal) => principal.label === name || nameOf(principal) === name || principal.arn.toString() === name || endsWith(pathOf(principal), name),
  ];
  const found = isCalled.map((is) => principals.filter(is)).find((some) => some.length > 0) ?? [];
  if (found.length === 1) {
    return found[0];
  }
  const known = (found.length > 0 ? found : principals).map((principal) => {
    const path = pathOf(principal);
    return `${principal.resource.logicalId}${path === undefined ? '' : ` (${withoutResource(path)})`}`;
  });
  throw new Error(`found ${found.length > 0 ? `${found.length} ${what}s` : `no ${what}`} called "${name}", expected `
    + `${known.length > 0 ? `one of ${known.join(', ')}` : `an app with a ${what}`}`);
}

/** Undefined where CloudFormation makes it up. */
function nameOf({ arn }: PlacedPrincipal): string | undefined {
  const text = arn.toString();
  return text.includes(UNNAMED) ? undefined : text.slice(text.lastIndexOf('/') + 1);
}

function endsWith(path: string | undefined, name: string): boolean {
  return path !== undefined && `/${withoutResource(path)}`.endsWith(`/${name}`);
}

/** The construct that people write, not the one within it that makes the resource. */
function withoutResource(path: string): string {
  return path.replace(/\/Resource$/, '');
}
