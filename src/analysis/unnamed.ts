/** From the private use area of Unicode: a name that no policy spells out, so that only a wildcard matches it. */
export const UNNAMED = '\uE000';
