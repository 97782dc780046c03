import { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync } from 'fs';
import { writeOutputFile } from '../../src/enforce/output-file';
import { useFolder } from '../cli/cli';

const write = useFolder();

test('the file holds the text, and nothing is left beside it', () => {
  writeOutputFile('report.txt', 'text');
  expect(readFileSync('report.txt', 'utf8')).toBe('text');
  expect(readdirSync('.')).toEqual(['report.txt']);
});

test('a file that is there is replaced', () => {
  write({ 'report.txt': 'a longer text of yesterday' });
  writeOutputFile('report.txt', 'text');
  expect(readFileSync('report.txt', 'utf8')).toBe('text');
});

test('a link stays a link to the file that is written', () => {
  write({ 'reports/latest.txt': 'of yesterday' });
  symlinkSync('reports/latest.txt', 'report.txt');
  writeOutputFile('report.txt', 'text');
  expect(lstatSync('report.txt').isSymbolicLink()).toBe(true);
  expect(readFileSync('reports/latest.txt', 'utf8')).toBe('text');
});

(existsSync('/dev/null') ? test : test.skip)('a device stays a device', () => {
  writeOutputFile('/dev/null', 'text');
  expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('a file that cannot be written is said by its name', () => {
  expect(() => writeOutputFile('missing/report.txt', 'text')).toThrow('missing/report.txt: cannot be written (ENOENT)');
});
