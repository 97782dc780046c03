/** Where a property of the model stands in the template that people have written. */
import { ResourceNode } from './access-model';

/** `location`: path below the resource. */
export function locationIn({ logicalId, writtenAt }: ResourceNode, location: string): string {
  // The longest beginning that has a place of its own.
  for (let end = location.length; writtenAt && end > 0; end = Math.max(location.lastIndexOf('.', end - 1), location.lastIndexOf('[', end - 1))) {
    const place = writtenAt.get(location.slice(0, end));
    if (place) {
      return place.whole ? place.path : `${place.path}${location.slice(end)}`;
    }
  }
  return `Resources.${logicalId}.${location}`;
}
