/** Reads SAM templates as the rules see them. */
import { expandSam } from '../../../src/model/sam/expand';
import { readTemplates } from '../../../src/model/template-reader';
import { Finding } from '../../../src/rules/finding';
import { judge } from '../../../src/rules/judge';

type Json = Readonly<Record<string, unknown>>;

export const samTemplate = (resources: Json, sections: Json = {}): Json => ({ Transform: 'AWS::Serverless-2016-10-31', Resources: resources, ...sections });

export const samFunction = (properties: Json = {}, attributes: Json = {}): Json => ({ Type: 'AWS::Serverless::Function', Properties: properties, ...attributes });

export const readSam = (resources: Json, sections: Json = {}) => readTemplates([{ file: 'template.yaml', body: samTemplate(resources, sections) }]);

export const findingsIn = (resources: Json, sections: Json = {}): readonly Finding[] => judge(readSam(resources, sections), 'strict');

/** The resources that SAM makes, with their properties. */
export function madeOf(resources: Json, sections: Json = {}): Record<string, { Type: string; Properties: any; Condition?: string }> {
  return expandSam(samTemplate(resources, sections)).body.Resources as ReturnType<typeof madeOf>;
}

export const unknownIn = (resources: Json): readonly string[] => readSam(resources).unread.map(({ what }) => what);
