/** The names of a rule: id `NoAdminStatement`, file `no-admin-statement.ts`, variable `noAdminStatement`. */

/** Words of a capital and lower-case letters or digits, so that id and file name follow from each other. */
export const RULE_ID = /^([A-Z][a-z0-9]*){2,}$/;

export function fileNameOf(id: string): string {
  return id.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

export function idOfFileName(name: string): string {
  return name.replace(/(^|-)([a-z0-9])/g, (_match, _dash, letter: string) => letter.toUpperCase());
}

export function variableOf(id: string): string {
  return `${id[0].toLowerCase()}${id.slice(1)}`;
}
