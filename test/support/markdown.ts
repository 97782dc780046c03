/** Links and anchors of Markdown, outside code. */

export function linksOf(markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, target]) => target);
}

/** As GitHub makes them of headings: lower case, without punctuation, dashes for spaces, numbered where repeated. */
export function anchorsOf(markdown: string): string[] {
  const seen = new Map<string, number>();
  return [...withoutCode(markdown, { inlineToo: false }).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => {
    const anchor = heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

function withoutCode(markdown: string, { inlineToo = true } = {}): string {
  const text = markdown.replace(/^```.*?^```/gms, '');
  return inlineToo ? text.replace(/`[^`\n]*`/g, '') : text;
}
