/** Wide enough for a list and what is chosen of it side by side: then something is always chosen. As in style.css. */
const query = matchMedia('(min-width: 861px)');

export function isWide(): boolean {
  return query.matches;
}
