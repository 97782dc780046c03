/** A template as YAML, as people write it: statements and other short values stand on one line. */
import { Document, isCollection, isMap, isSeq, visit } from 'yaml';

const LONGEST_INLINE = 120;
/** The template, its sections and what is in a section open a block. */
const BLOCK_DEPTH = 2;

export function compactYaml(template: unknown): string {
  // By YAML 1.1, which CloudFormation reads, a bare 2012-10-17 is a date: this version quotes it.
  const document = new Document(template, { aliasDuplicateObjects: false, version: '1.1' });
  visit(document, {
    Collection(_key, node, path) {
      const depth = path.filter(isCollection).length;
      const isListOfMaps = isSeq(node) && node.items.some(isMap);
      const json = JSON.stringify(node.toJSON());
      if (depth < BLOCK_DEPTH || isListOfMaps || json.includes('"Statement"') || json.length > LONGEST_INLINE) {
        return undefined;
      }
      node.flow = true;
      return visit.SKIP;
    },
  });
  return document.toString({ lineWidth: 0 });
}
