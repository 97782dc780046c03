import { readFileSync } from 'fs';
import { join } from 'path';

/** Of this library, from its package.json. */
export const LIBRARY_VERSION: string = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')).version;
